"""What `bench.day` is made of: people all around the world, their phones, and who watches."""
