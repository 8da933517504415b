from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    DRAFT = "draft", _("being written")
    PRESENTED = "presented", _("put before the body")
    DECIDED = "decided", _("decided")


REPORT_TRANSITIONS = {
    ReportState.DRAFT: {ReportState.PRESENTED},
    ReportState.PRESENTED: {ReportState.DRAFT, ReportState.DECIDED},
    # Only where the decision turns out to have been mistyped.
    ReportState.DECIDED: {ReportState.PRESENTED},
}
