from roedtraad.core.room import Room


class PlansConfig(Room):
    name = "roedtraad.plans"
