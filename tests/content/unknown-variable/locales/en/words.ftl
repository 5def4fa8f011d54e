entry-facts = Key { $facts }
entry-email = Email { $nmae }
finder-option = { $label } ({ $number })
