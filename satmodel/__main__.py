"""``python -m satmodel`` is the command line."""

from satmodel.rounds.cli import main

main()
