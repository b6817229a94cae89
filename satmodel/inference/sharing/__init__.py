"""How the variance that items explain is shared out among them."""
