from roedtraad.core.room import Room


class CommissionConfig(Room):
    name = "roedtraad.commission"
