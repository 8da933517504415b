from roedtraad.core.room import Room


class MattersConfig(Room):
    name = "roedtraad.matters"
