"""Questions answered in numbers and codes: mobile, identity document, short address, a count. Digits of every keyboard."""

import re
from typing import Any, ClassVar

import phonenumbers
from flask_babel import gettext, lazy_gettext
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from stdnum import luhn
from wtforms.validators import ValidationError

from forms_service.arabic import ascii_digits, drop_marks
from forms_service.formkit.answers import Kind, Value
from forms_service.formkit.cleaning import clean_line
from forms_service.formkit.fields.question import Question, Text
from forms_service.references import parse_reference, show_reference

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_.()/]+")
_MOBILE_TYPES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def _compact(typed: str) -> tuple[str, bool]:
    # Phones wrap a copied number in direction marks: taking them out of a code is nothing that staff need to hear of.
    text, _removed = clean_line(typed, compatible=True)
    return _SEPARATORS.sub("", drop_marks(ascii_digits(text))), False


class CodeField(Question):
    """A number or code: spaces, dashes and invisible marks are dropped, any digits become ASCII."""

    ltr: ClassVar[bool] = True
    answer_kind: ClassVar[Kind] = "code"
    inputmode: ClassVar[str] = "numeric"

    def clean(self, typed: str) -> tuple[str, bool]:
        return _compact(typed)


class MobileField(CodeField):
    """A Saudi mobile or any valid international one, stored as E.164."""

    input_type: ClassVar[str] = "tel"
    inputmode: ClassVar[str] = "tel"

    def __init__(self, label: Text, *, missing: Text | None = None, **kwargs: Any) -> None:
        self.wrong = lazy_gettext("اكتب رقم جوال مثل 05XXXXXXXX أو رقمًا دوليًّا يبدأ بعلامة +")
        super().__init__(label, missing=self.wrong if missing is None else missing, short=True, **kwargs)

    def read(self, text: str, form: Any) -> Value:
        number = read_mobile(text)
        if number is None:
            raise ValidationError(str(self.wrong))
        return number

    def write(self, value: Any) -> Any:
        return show_mobile(value) if value else ""


def read_mobile(text: str) -> str | None:
    """The mobile that was meant, as E.164, or None. Takes 05…, 5…, 9665…, +966…, 00966… and +international."""
    compact = _compact(text)[0]
    compact = "+" + compact[2:] if compact.startswith("00") else compact
    # The library reads letters as keypad digits and takes extensions: refused first.
    if re.fullmatch(r"\+?[0-9]{8,15}", compact) is None:
        return None
    compact = f"+{compact}" if re.fullmatch(r"966[0-9]{9}", compact) else compact
    try:
        number = phonenumbers.parse(compact, "SA")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _MOBILE_TYPES:
        return None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def show_mobile(number: str) -> str:
    """An E.164 mobile as people read it: 050 000 0001 at home, +92 … abroad."""
    if re.fullmatch(r"\+9665[0-9]{8}", number):
        home = "0" + number[4:]
        return f"{home[:3]} {home[3:6]} {home[6:]}"
    return str(phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL))


class IdNumberField(CodeField):
    """The number of an identity document, by the type answered in the question `type_name` on the same page.

    Length and first digit are hard. The checksum has no official source: it warns once, and the same number again is
    accepted with a note for staff. What was warned about travels in the input named `<name>-seen`.
    """

    kind: ClassVar[str] = "id_number"

    def __init__(self, label: Text, *, type_name: str, **kwargs: Any) -> None:
        super().__init__(label, short=True, **kwargs)
        self._type_name = type_name
        self.seen = ""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        self._confirmed = formdata.get(f"{self.name}-seen", "") if formdata else ""

    def is_required(self, form: Any) -> bool:
        return form[self._type_name].data not in (None, "none")

    def pre_validate(self, form: Any) -> None:
        if form[self._type_name].data in (None, "none"):
            # Without a type there is nothing to check the number by: its own error is enough.
            self.data = None
            return
        super().pre_validate(form)

    def read(self, text: str, form: Any) -> Value:
        kind = form[self._type_name].data
        number = text.upper()
        if kind == "passport":
            if re.fullmatch(r"[A-Z0-9]{5,15}", number) is None:
                raise ValidationError(gettext("رقم الجواز من 5 إلى 15 حرفًا إنجليزيًّا أو رقمًا. راجع الرقم"))
            return number
        if kind == "border_number":
            if re.fullmatch(r"[3-6][0-9]{9}", number) is None:
                raise ValidationError(gettext("رقم الحدود 10 أرقام، ويبدأ برقم من 3 إلى 6. راجع الرقم."))
            return number
        return self._read_id(number, "1" if kind == "national_id" else "2")

    def _read_id(self, number: str, first: str) -> str:
        if re.fullmatch(r"[0-9]{10}", number) is None:
            count = sum(sign in "0123456789" for sign in number)
            raise ValidationError(gettext("رقم الهوية أو الإقامة 10 أرقام. كتبت %(count)s", count=count))
        if not number.startswith(first):
            raise ValidationError(gettext("رقم الهوية يبدأ بالرقم 1، ورقم الإقامة يبدأ بالرقم 2. راجع الرقم"))
        if not luhn.is_valid(number):
            if _compact(self._confirmed)[0] != number:
                self.seen = number
                raise ValidationError(
                    gettext("راجع الرقم، فقد تكون إحدى خاناته خطأ. إن كان صحيحًا فاختر «متابعة» مرة أخرى")
                )
            self.notes += ("checksum",)
        return number


class ShortAddressField(CodeField):
    """A short national address: four Latin letters and four digits, stored in upper case."""

    inputmode: ClassVar[str] = ""

    def read(self, text: str, form: Any) -> Value:
        if re.fullmatch(r"[A-Za-z]{4}[0-9]{4}", text) is None:
            raise ValidationError(gettext("اكتب العنوان المختصر: 4 أحرف إنجليزية ثم 4 أرقام، أو اتركه فارغًا"))
        return text.upper()


class CountField(CodeField):
    """A whole number from 0 to `most`."""

    answer_kind: ClassVar[Kind] = "code"

    def __init__(self, label: Text, *, most: int, **kwargs: Any) -> None:
        super().__init__(label, short=True, **kwargs)
        self.most = most

    def clean(self, typed: str) -> tuple[str, bool]:
        # Signs between digits mean something here: -1 is not 1, and 1.5 is not 15.
        text, removed = clean_line(typed)
        return drop_marks(ascii_digits(text)).replace(" ", ""), removed

    def read(self, text: str, form: Any) -> Value:
        if re.fullmatch(r"[0-9]{1,9}", text) is None or int(text) > self.most:
            raise ValidationError(gettext("اكتب رقمًا من 0 إلى %(most)s", most=self.most))
        return int(text)


class ReferenceField(CodeField):
    """A reference number of ours: twelve digits in any script, with spaces or dashes; says so when a mobile is typed."""

    def read(self, text: str, form: Any) -> Value:
        reference = parse_reference(text)
        if reference is None and read_mobile(text):
            raise ValidationError(
                gettext("كتبت رقم جوال. رقم الطلب 12 رقمًا، مثل 4829-3057-1162، وتجده في صفحة التأكيد")
            )
        if reference is None:
            raise ValidationError(gettext("رقم الطلب 12 رقمًا. راجع الرقم، فقد تكون إحدى خاناته خطأ"))
        return reference

    def write(self, value: Any) -> Any:
        return show_reference(value) if value else ""
