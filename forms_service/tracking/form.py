"""What a person types to find their request."""

from flask_babel import lazy_gettext as _

from forms_service.formkit.fields import MobileField, ReferenceField
from forms_service.formkit.page import Page


class Lookup(Page):
    """A reference and the mobile that was given with it: the applicant's or the helper's."""

    slug = "track"
    title = _("متابعة طلب")
    reference = ReferenceField(
        _("رقم الطلب"), hint=_("12 رقمًا، بأي أرقام: مثل 4829-3057-1162"), missing=_("اكتب رقم الطلب"), short=True
    )
    mobile = MobileField(_("رقم الجوال"), hint=_("كما كتبته في الطلب. مثال: 05XXXXXXXX"), autocomplete="tel")
