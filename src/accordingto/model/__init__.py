"""The border types: frozen, slotted, values only. Every stage imports these; they import nothing but errors."""
