"""The parts of a round's plan, as round.toml names them."""
