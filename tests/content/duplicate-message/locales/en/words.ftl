entry-facts = Key facts
entry-facts = In short
