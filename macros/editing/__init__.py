"""First floor: what helps those who keep the data; knows no page."""
