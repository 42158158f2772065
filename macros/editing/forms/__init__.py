"""What people outside are asked, and what their answer becomes."""
