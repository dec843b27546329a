"""The parts of `bench.day`: people around the world, their phones, and what is measured."""
