"""The instructor's application: builds the course, takes submissions in, grades them."""
