"""Keys that their owner gives to one other program, each for one purpose."""
