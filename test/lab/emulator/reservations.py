"""Capacity that is kept in a zone, which moto lacks."""
from datetime import datetime, timezone
from uuid import uuid4

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response

ASKED = ("InstanceType", "InstancePlatform", "AvailabilityZone", "InstanceMatchCriteria", "EndDateType")


def patch_reservations() -> None:
    """What is kept is active at once, until it is cancelled; what was cancelled is listed still.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCapacityReservation.html, API_DescribeCapacityReservations.html,
    API_CancelCapacityReservation.html
    """
    def kept(self) -> dict[str, dict]:
        return self.ec2_backend.__dict__.setdefault("kept_capacity", {})

    def one_of(self) -> dict:
        asked = self._get_param("CapacityReservationId")
        if asked not in kept(self):
            raise EC2ClientError("InvalidCapacityReservationId.NotFound", f"no capacity reservation {asked}")
        return kept(self)[asked]

    def shown(self, one: dict) -> dict:
        tags = self.ec2_backend.describe_tags(filters={"resource-id": [one["CapacityReservationId"]]})
        return {**one, "Tags": [{"Key": tag["key"], "Value": tag["value"]} for tag in tags]}

    def create_capacity_reservation(self):
        number, name = int(self._get_param("InstanceCount")), f"cr-{uuid4().hex[:17]}"
        kept(self)[name] = {
            "CapacityReservationId": name, "OwnerId": self.current_account, "State": "active", "Tenancy": "default",
            "CapacityReservationArn": f"arn:aws:ec2:{self.region}:{self.current_account}:capacity-reservation/{name}",
            "TotalInstanceCount": number, "AvailableInstanceCount": number, "EbsOptimized": False, "EphemeralStorage": False,
            "CreateDate": datetime.now(timezone.utc), **{word: self._get_param(word) for word in ASKED},
        }
        self.ec2_backend.create_tags([name], self._parse_tag_specification().get("capacity-reservation", {}))
        return ActionResult({"CapacityReservation": shown(self, kept(self)[name])})

    def is_asked(one: dict, filters: dict[str, list[str]]) -> bool:
        known = {"state": one["State"], **{f'tag:{tag["Key"]}': tag["Value"] for tag in one["Tags"]}}
        return all(known.get(name) in values for name, values in filters.items())

    def describe_capacity_reservations(self):
        ids, filters = self._get_param("CapacityReservationIds", []), self._filters_from_querystring()
        unknown = [one for one in ids if one not in kept(self)]
        if unknown:
            raise EC2ClientError("InvalidCapacityReservationId.NotFound", f"no capacity reservation {unknown[0]}")
        found = [shown(self, one) for name, one in kept(self).items() if not ids or name in ids]
        return ActionResult({"CapacityReservations": [one for one in found if is_asked(one, filters)]})

    def modify_capacity_reservation(self):
        number = self._get_param("InstanceCount")
        if number is not None:
            one_of(self).update(TotalInstanceCount=int(number), AvailableInstanceCount=int(number))
        return ActionResult({"Return": True})

    def cancel_capacity_reservation(self):
        one_of(self)["State"] = "cancelled"
        return ActionResult({"Return": True})

    for operation in (create_capacity_reservation, describe_capacity_reservations, modify_capacity_reservation, cancel_capacity_reservation):
        setattr(EC2Response, operation.__name__, operation)
