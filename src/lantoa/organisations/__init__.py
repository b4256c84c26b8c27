"""Units through time, people, posts, and who may do what where."""
