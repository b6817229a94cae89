"""How far true values lie apart, and scores drawn together by it."""
