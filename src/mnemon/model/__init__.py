"""The records: frozen, typed, standard library only. Import them from the module that holds them."""
