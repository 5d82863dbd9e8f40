"""An officer in a browser who writes a request down and leads it, in verbs."""

from tests.support.people import Officer
from tests.support.window import Reading


class Clerk(Officer):
    """Writes down what somebody says, and leads the request to its end."""

    def writes_down(self, *pages: dict[str, object]) -> Reading:
        """«طلب جديد»: how it came and what is asked for, the whole form, the declaration. Leads to the request."""
        self.window.follows("الطلبات", within="header")
        self.window.follows("طلب جديد")
        for answers, button in zip(pages, ("متابعة", "متابعة", "تسجيل الطلب"), strict=True):
            for name, value in answers.items():
                self.window.writes(name, value)
            self.window.presses(button)
            assert not self.window.errors, self.window.errors
        return self.reads()

    @property
    def reference(self) -> str:
        """The number of the request that is open."""
        return self.window.heading.removeprefix("طلب ")

    def matches(self, *items: str, **until: str) -> Reading:
        """Start the checking, mark these items, and come to the end of it."""
        self.presses("بدء المطابقة")
        self.ticks(*items).writes(**until).presses("حفظ المطابقة")
        return self.presses("اكتمال المطابقة")

    def confirms(self, move: str, **said: str) -> Reading:
        """A move with a message: write what is to be written, look at it, make it."""
        self.follows(move)
        if said:
            self.writes(**said).presses("متابعة")
        look = self.reads()
        self.presses("تأكيد")
        return look

    def serves(self, what: str, receipt: str, way: str, survey: str) -> Reading:
        """From the acceptance to the end: registration, one part of the service, the survey, closed."""
        self.presses("بدء التسجيل")
        self.follows("التسجيل والخدمة")
        self.ticks("تأكيد وسيلة التواصل مع المستفيد", "الاتفاق على مكان تقديم الخدمة وموعدها").presses("حفظ القائمة")
        self.presses("بدء تقديم الخدمة")
        self.follows("التسجيل والخدمة")
        self.unfolds("إضافة جزء من الخدمة").writes(what=what).presses("إضافة")
        self.unfolds("تسجيل التسليم").writes(receipt=receipt).picks("القناة", way).presses("حفظ التسليم")
        self.confirms("اكتمال الخدمة")
        self.follows("التسجيل والخدمة")
        self.unfolds("توثيق الدعوة إلى الاستبانة").picks("هل دُعي صاحب الطلب؟", survey)
        self.presses("حفظ")
        self.confirms("إغلاق الطلب")
        return self.reads()
