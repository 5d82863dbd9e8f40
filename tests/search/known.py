"""A small site that the tests of the search know by heart."""

from forms_service.search.pages import Page, Section
from forms_service.search.synonyms import Group, Numbers, Synonyms

CONTACT = Page(
    "/contact/",
    "تواصل معنا",
    "قنوات التواصل مع الجمعية كما رتبتها السياسة.",
    ("contact", "واتساب", "شكوى"),
    (
        Section("", "", ("اختر القناة التي تناسبك.",)),
        Section("phone", "الاتصالات الهاتفية", ("اتصل بنا في ساعات العمل.", "لا نطلب رمز نفاذ.")),
        Section("letters", "الخطابات", ("اكتب في الخطاب اسمك ورقم طلبك.",)),
    ),
)
TRACK = Page(
    "/forms/track/",
    "متابعة طلب",
    "اكتب رقم الطلب ورقم جوالك لترى أين وصل طلبك.",
    ("track", "حالة الطلب"),
    (Section("", "", ("يصلك رقم الطلب عند الإرسال.",)),),
)
VOLUNTEER = Page(
    "/volunteer/",
    "التطوع",
    "كيف تتطوع مع الجمعية بلغتك أو مهارتك.",
    ("volunteer",),
    (
        Section("", "", ("شاركنا وقتك.",)),
        Section("students", "الطلاب", ("يطلب الطالب موافقة ولي أمره.",)),
    ),
)
DOCUMENTS = Page(
    "/documents/",
    "اللوائح والسياسات",
    "سجل وثائق الجمعية وحالة اعتمادها.",
    ("وثائق",),
    (Section("", "", ("لكل لائحة صفحة.", "الوثائق المعتمدة منشورة هنا.")),),
)
PAGES = (CONTACT, TRACK, VOLUNTEER, DOCUMENTS)
SYNONYMS = Synonyms(
    groups=(
        Group(("واتساب", "واتس", "whatsapp"), ("واتساب", "واتس", "whatsapp")),
        Group(("شغل", "job"), ("تطوع",)),
        Group(("من انتم",), ("تواصل",)),
        Group(("زكاة",), ("تبرع",)),
    ),
    numbers=(Numbers(12, (), ("رقم الطلب",)), Numbers(10, ("05",), ("هاتف", "الهاتفية"))),
)
