"""What is to be done by a day: asked of every concept in one shape, for the desk and for calendars."""
