"""One editor for each kind of answer a form may ask for; they know neither kiosk nor review."""
