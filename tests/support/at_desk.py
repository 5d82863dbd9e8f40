"""A relations officer who leads requests, in verbs: from their arrival to the committee, and from acceptance to the end."""

from tests.support.people import Officer
from tests.support.window import Reading


class Leader(Officer):
    """Leads requests."""

    def matches_all(self, save: str = "حفظ المطابقة") -> Reading:
        """Tick every item of the checklist that is open and press `save`; where an original ends, years from now."""
        for box in self.window.page.locator('main input[type="checkbox"][name^="met-"]').all():
            box.check()
        for until in self.window.page.locator('main input[name^="until-"]').all():
            until.fill("29/12/2030")
        return self.presses(save)

    def leads_to_the_committee(self, reference: str) -> Reading:
        """Take a request that has arrived, match it, and raise it."""
        self.opens_record(reference)
        self.presses("إسناده إليّ")
        self.presses("بدء المطابقة")
        self.matches_all()
        self.presses("اكتمال المطابقة")
        self.follows("رفع للجنة البحث")
        return self.presses("تأكيد")

    def accepts(self, reference: str, next_step: str) -> Reading:
        """Send the reply that the committee decided on."""
        self.opens_record(reference)
        self.follows("إرسال الرد بالقبول")
        self.writes(public=next_step).presses("متابعة")
        return self.presses("تأكيد")

    def plans(self, *parts: str) -> None:
        """Write down the parts of the service."""
        self.follows("التسجيل والخدمة")
        for part in parts:
            self.unfolds("إضافة جزء من الخدمة").writes(what=part).presses("إضافة")

    def hands_over_the_first(self, receipt: str) -> Reading:
        """Write down that the first part was given."""
        page = self.window.page
        page.locator("summary").get_by_text("تسجيل التسليم", exact=True).first.click()
        page.get_by_label("إثبات الاستلام", exact=True).locator("visible=true").fill(receipt)
        return self.picks("القناة", "مقابلة").presses("حفظ التسليم")
