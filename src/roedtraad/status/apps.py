from roedtraad.core.room import Room


class StatusConfig(Room):
    name = "roedtraad.status"
