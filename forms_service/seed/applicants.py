"""What the made-up applicants typed into the form. Names in five scripts, very long ones, and what nobody types in good faith."""

from collections.abc import Mapping
from typing import Any

from forms_service.seed.answers import Typed, identity, mobile

TAKEN_FOR_GRANTED: Typed = {
    "support_type": "books",
    "for_whom": "self",
    "id_type": "iqama",
    "contact_method": "phone",
    "contact_language": "ar",
    "officer_preference": "any",
    "locality": "أبو راكة",
    "need": "أحتاج إلى كتب مترجمة أقرؤها مع أولادي في البيت.",
    "dependents": "3",
    "other_support": "no",
    "informed_committee": "yes",
    "declaration": "yes",
}
"""What somebody answers where nothing else is said of them."""

_LONG_NEED = (
    "وصلت إلى المركز قبل ثلاثة أشهر، وأعمل في مزرعة بعيدة عن السوق.\n\n"
    "أحتاج إلى ما يلي:\n- كتاب يعلّم القراءة للكبار.\n- معجم صغير من لغتي إلى العربية.\n- دفتر وأقلام.\n\n"
    "أستطيع الحضور إلى المقر مساء الخميس، أو أن يتصل بي أحد قبل المغرب."
)
_URDU = "مجھے اپنے بچوں کے لیے اردو میں کتابیں چاہییں۔ ہم شام کے وقت گھر پر ہوتے ہیں۔"
_BENGALI = "আমার সন্তানদের জন্য বাংলা ও আরবি ভাষার বই দরকার।"
_AMHARIC = "በአማርኛ የተተረጎሙ መጻሕፍት እፈልጋለሁ።"
_FULANI = "عبد الرحمن بن عبد العزيز بن عبد اللطيف بن محمد بن إبراهيم آل عبد المحسن الأنصاري الخزرجي"

APPLICANTS: Mapping[str, dict[str, Any]] = {
    "salma": {"full_name": "سلمى عبده", "email": "salma@example.org", "contact_language": "ur", "locality": "حي النور"},
    "salma_again": {"full_name": "سلمى عبده", "email": "salma@example.org", "contact_language": "ur"},
    "dawud": {"full_name": "داود إبراهيم", "need": _LONG_NEED, "support_type": "other", "contact_language": "ha"},
    "shahid": {"full_name": "محمد شاہد خان", "need": _URDU, "contact_language": "ur", "mobile": "+92 300 123 4567"},
    "markup": {
        "full_name": "<script>alert('سلام')</script> صالح",
        "locality": '"><img src=x onerror=alert(1)>',
        "need": "</textarea><svg/onload=alert(1)> {{ 7 * 7 }} %(name)s &amp;lt;b&amp;gt; '; DROP TABLE staff; --",
    },
    "formula": {
        "full_name": "=HYPERLINK(A1) \"عبد الله\" 'علي'",
        "locality": "+966 = @SUM(1,2)",
        "need": "=1+1 \u2067ثم نص عادي\u2069 (قوس، 12-34) [قوس آخر] 100% من 2026-11-30.",
        "support_type": "unsure",
    },
    "emoji": {
        "full_name": "🌙 نور 👩🏽‍🚀 ﷺ",
        "locality": "🏠🏡",
        "need": "كلمةطويلةجدابلامسافات" * 12 + " http://example.org/" + "a" * 120,
    },
    "override": {
        "full_name": "سالم \u202eمقلوب\u202c بن \u200bعمر",
        "need": "\u202eنص كُتب بعلامة تقلب اتجاهه.\u202c شكرًا.",
    },
    "rahima": {"full_name": "রহিমা খাতুন", "need": _BENGALI, "contact_language": "bn", "officer_preference": "female"},
    "tesfaye": {"full_name": "ተስፋዬ በቀለ", "need": _AMHARIC, "contact_language": "am", "email": "tesfaye@example.org"},
    "joseph": {"full_name": "Joseph Okello Wanyama", "contact_language": "en", "support_type": "lessons"},
    "long": {
        "full_name": _FULANI,
        "email": "a.very.long.address.of.somebody.with.many.names.and.no.short.one@mail.example.org",
        "locality": "الحي الغربي الجديد خلف مدرسة تحفيظ القرآن الكريم ومقابل محطة الوقود القديمة",
    },
    "amina": {"full_name": "أمينة محمد", "support_type": "in_kind", "email": "amina@example.org", "dependents": "٧"},
    "farida": {"full_name": "فریدہ بی بی", "contact_language": "ur", "email": "farida@example.org"},
    "zahra": {"full_name": "زهراء حسن", "support_type": "translation", "email": "zahra@example.org"},
    "ibrahim": {"full_name": "إبراهيم موسى", "locality": "حي الزهر", "email": "ibrahim@example.org"},
    "sumaya": {
        "full_name": "سمية عبد الكريم",
        "for_whom": "other",
        "helper_name": "خالد أحمد",
        "helper_relation": "جار",
        "helper_mobile": mobile(2),
        "support_type": "in_kind",
        "id_type": "none",
        "contact_method": "interview",
    },
    "karim": {"full_name": "كريم الدين", "contact_language": "bn", "support_type": "in_kind"},
    "layla": {"full_name": "ليلى عمر", "email": "layla@example.org", "support_type": "seasonal"},
    "zayd": {"full_name": "زيد عثمان", "email": "zayd@example.org", "support_type": "in_kind"},
    "anwar": {"full_name": "أنور حسين", "email": "anwar@example.org", "contact_language": "ur"},
    "maryam": {"full_name": "مريم يوسف", "support_type": "in_kind", "dependents": "0"},
    "fatima": {"full_name": "فاطمة الزهراء بنت عبد القادر", "email": "fatima@example.org"},
    "rashid": {"full_name": "راشد خليل", "support_type": "other", "email": "rashid@example.org"},
    "bilal": {"full_name": "بلال أحمد", "email": "bilal@example.org", "need": "أحتاج إلى كتب كثيرة."},
    "noor": {"full_name": "نور جهان", "contact_language": "hi", "email": "noor@example.org", "support_type": "in_kind"},
    "hamza": {"full_name": "حمزة علي", "email": "hamza@example.org", "support_type": "lessons"},
    "sakina": {"full_name": "سكينة بانو", "email": "sakina@example.org", "support_type": "lessons"},
    "idris": {"full_name": "إدريس آدم", "email": "idris@example.org", "support_type": "in_kind"},
    "ruqayya": {"full_name": "رقية صالح", "email": "ruqayya@example.org", "support_type": "in_kind"},
    "umar": {"full_name": "Umar Farooq", "email": "umar@example.org", "support_type": "translation"},
    "halima": {"full_name": "حليمة سعيد", "email": "halima@example.org"},
    "yunus": {"full_name": "يونس عبد الله", "support_type": "other"},
    "spam": {"full_name": "عرض خاص", "need": "اشتر الآن واحصل على خصم كبير! أرسل رقمك لنتصل بك.", "locality": "-- --1"},
    "tariq": {
        "full_name": "طارق محمود",
        "email": "tariq@example.org",
        "id_number": "2900000008",  # its check digit is wrong, and he said that it is right
        "id_number-seen": "2900000008",
    },
    "adam": {"full_name": "آدم حامد", "support_type": "other", "need": "أحتاج إلى قرض صغير لشراء دراجة نارية."},
    "asma": {"full_name": "أسماء خالد", "support_type": "lessons"},
    "jamila": {"full_name": "جميلة حسن", "email": "jamila@example.org", "support_type": "seasonal"},
    "gebre": {"full_name": "Gebre Medhin", "contact_language": "am", "mobile": "", "contact_method": "interview"},
    "khadija": {
        "full_name": "خديجة بنت سليمان",
        "support_type": "in_kind",
        "id_type": "none",
        "mobile": "",
        "contact_method": "interview",
        "officer_preference": "female",
        "need": "زارتها الجمعية في مسكنها، وهي تحتاج إلى مدفأة وبطانيات قبل الشتاء.",
    },
    "ayub": {
        "full_name": "أيوب نذير",
        "support_type": "in_kind",
        "mobile": "",
        "contact_method": "interview",
        "need": "وجدناه في زيارة للحي، وسقف مسكنه لا يرد البرد.",
    },
    "many01": {"full_name": "عبد القيوم", "contact_language": "ps", "support_type": "lessons"},
    "many02": {"full_name": "সালমা বেগম", "contact_language": "bn", "support_type": "in_kind"},
    "many03": {"full_name": "Maria Santos", "contact_language": "fil", "support_type": "lessons"},
    "many04": {"full_name": "राम बहादुर", "contact_language": "ne", "support_type": "translation"},
    "many05": {"full_name": "Siti Aminah", "contact_language": "id", "support_type": "books"},
    "many06": {"full_name": "محمد إقبال", "contact_language": "ur", "support_type": "in_kind"},
    "many07": {"full_name": "عائشة تور", "contact_language": "ha", "support_type": "seasonal"},
    "many08": {"full_name": "நூர் முகமது", "contact_language": "ta", "support_type": "books"},
    "many09": {"full_name": "محمد إقبال", "contact_language": "ur", "support_type": "lessons"},
    "many10": {"full_name": "ഫാത്തിമ ബീവി", "contact_language": "ml", "support_type": "translation"},
    "many11": {"full_name": "Abdullahi Musa", "contact_language": "ha", "support_type": "in_kind"},
    "many12": {"full_name": "නූර් ජහාන්", "contact_language": "si", "support_type": "books"},
}
"""By the key of the story."""


def typed_by(key: str) -> Typed:
    """Everything that the person of this story typed. One person has one mobile and one identity number."""
    own = APPLICANTS[key]
    number = list(APPLICANTS).index(key.removesuffix("_again")) + 10
    known = {
        "mobile": mobile(number),
        "id_number": "" if own.get("id_type") == "none" else identity(number),
        "signed_name": own.get("helper_name", own["full_name"]),
    }
    return {**TAKEN_FOR_GRANTED, **known, **own}
