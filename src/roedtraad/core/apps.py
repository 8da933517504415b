from roedtraad.core.room import Room


class CoreConfig(Room):
    name = "roedtraad.core"
