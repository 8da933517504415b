from roedtraad.core.room import Room


class IndicatorsConfig(Room):
    name = "roedtraad.indicators"
