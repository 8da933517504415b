from roedtraad.core.room import Room


class SteeringConfig(Room):
    name = "roedtraad.steering"
