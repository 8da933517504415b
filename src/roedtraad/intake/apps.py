from roedtraad.core.room import Room


class IntakeConfig(Room):
    name = "roedtraad.intake"
