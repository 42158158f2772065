"""Everything that is printed: bundles, their pages, the poster, and the PDF they become."""
