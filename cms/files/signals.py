from django.dispatch import Signal

# Sent before the file of a stored attachment or picture is replaced (instance). A receiver refuses by ValidationError.
replacing = Signal()
# Sent before a stored attachment gets another title (instance). A receiver refuses likewise.
renaming = Signal()
