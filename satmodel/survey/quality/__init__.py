"""What the file says of the fieldwork: who answered twice, too fast, at which hour, and what was left out."""
