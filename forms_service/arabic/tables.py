"""What Arabic words are made of, as data: Python reads it here, and JavaScript from the search index (`as_json`).

Every word here is folded already: one alef, one yeh, heh for taa marbuta, no hamza on the line.
"""

from forms_service.arabic.folding import DIACRITICS, DIGITS, LETTERS, MARKS, fold

ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "ال", "لل")
"""The article, alone and with what is written before it; longest first."""

NO_ARTICLE = (
    "الكترون", "التزام", "التحاق", "التماس", "التقا", "التفات", "الزام", "الغا", "الله", "الوان", "الان", "الي",
    "والد", "والي", "بالغ", "فالح",
)  # fmt: skip
"""Beginnings of words whose «ال» is part of the word."""

SUFFIXES = (("يات", 3), ("ات", 3), ("ون", 4), ("ين", 4), ("يه", 3), ("ه", 3), ("s", 3))
"""One of these is taken off, longest first, where at least so many letters remain."""

BEFORE = ("", "و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "فب", "فل", "وس")
AFTER = (
    "", "ا", "ك", "ي", "و", "ها", "هم", "هن", "كم", "نا", "ني", "وا", "تي", "تك", "ته", "ان", "تها", "تهم",
    "تكم", "تنا", "وني", "ونا", "تين", "تان", "تو", "توا", "توني", "تونا",
)  # fmt: skip
"""What is written onto a word, taken off only where the rest is a stem of the site."""

SELDOM = ("ف", "ك", "س")
"""Of those before a word: more often a word's own letter, so that one more letter than else must remain: فقراء is not ف and قراءة."""

LED = ("مست", "يست", "تست", "نست", "ست", "مت", "يت", "نت", "م", "ت", "ي", "ن")
"""Letters that forms of one root begin with, longest first: مسجل, تسجيل, يسجل."""

SOUNDS = {
    "ب": "b", "ت": "t", "ط": "t", "ث": "T", "ج": "j", "ح": "h", "ه": "h", "خ": "K", "د": "d", "ذ": "d", "ض": "d",
    "ظ": "d", "ز": "d", "ر": "r", "س": "s", "ص": "s", "ش": "x", "غ": "G", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
    "م": "m", "ن": "n",
    "sh": "x", "ch": "x", "kh": "K", "gh": "G", "th": "T", "dh": "d", "p": "b", "c": "k", "q": "k", "g": "j", "v": "f",
    "z": "d", "x": "ks", "5": "K", "6": "t", "7": "h", "8": "k", "9": "s", "4": "x",
    **{letter: letter for letter in "bdfhjklmnrst"},
}  # fmt: skip
"""Arabic letters and the Latin ones people write them with, as one sign each; what is not here is not heard."""

STOP_WORDS = frozenset(
    fold(word)
    for line in (
        # small words
        "و ف في من عن على الي الى او ام ثم لا لم لن ما هذا هذه ذلك تلك هو هي هم نحن انا انت انتم انتي ان اذا لو قد كل اي ايش",
        "مع عند عندي عندكم عندنا بعد قبل بين حتي كي لكي التي الذي الذين يا لي لك له لها لكم لنا بي بك به بها بكم فيه فيها منه منها",
        "عليه عليها عليك عليكم انه انها اني غير سوي ايضا كذا هنا هناك ذا ليس ليست كان كانت يكون تكون يوجد توجد فيكم معكم معي مني",
        "ولا وما ومن وان فلا فان وليس وليست وكيف وكم ومتي ومع وفي وعن وعلي وهو وهي وهذا وهذه وقد ولم ولن ولكل ولك وله ولها فقد ومنها",
        "كما بما مما عما لما فيما انما الا لان لانه لانها بان بانه دون احد شي شيء باي لاي منك منكم معك معنا لديك عنه عنها عنك لنا ايها",
        "اليه اليها اليك اليكم الينا اليهم لهم بهم فيهم منهم عليهم عنهم وهم ونحن وانت او واو والى وان وانه وذلك وهل حيث عبر لدى",
        # questions
        "كيف متي اين كم ماذا لماذا هل ماهو ماهي ماهي لمن بماذا كيفيه طريقه ممكن اريد اود احتاج ارغب لدي لديكم استطيع اقدر يمكن",
        "يمكنني يجب ينبغي سمحت فضلك رجاء ارجو الرجاء شكرا السلام عليكم مرحبا",
        # as people say them
        "وش ايش شو شنو وين فين ليش ليه علشان عشان ابي ابغي ابغا ابا ودي نبي نبغي بغيت حاب حابه اللي الي مب مو مش مهب بس كذا",
        "لازم دحين الحين وشو كيفك هاي ياخي طيب ترا تري لو اقدر ينفع يصير فيني عاد يعني زين شلون اشلون منو مين",
        # Urdu
        "کیا کیسے کہاں کون کب ہے ہیں ہوں میں میرا میری میرے مجھے آپ ہم کا کی کے کو سے پر اور نہیں چاہیے کرنا",
        # English
        "a an and are at can do does for from have how i in is it me my of on or please the to want we what when where who",
        "why with you your us our",
    )
    for word in line.split()
)
"""Words that a question is made of, and that say nothing about what is looked for."""

# What one slip of the finger or the ear puts in another's place is likelier than any other letter.
ALIKE = ("ضظ", "صس", "طت", "ذزد", "ذث", "هح", "قغ", "كق", "اعي", "ثس", "غخ", "جح", "بتن", "سش", "فق", "رز", "وا")
LEAST, LEAST_OF_ARTICLE = 3, 2
"""Letters that a stem keeps at least; an article may leave one less: الرد is رد, while what begins so else is seldom so short."""

INSIDE = r"\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""What does not end a word although it is no letter: tatweel, joiners, direction marks."""

ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"


def is_small(word: str) -> bool:
    """Whether a folded word says nothing about what is looked for: a stop word, or a single sign."""
    return len(word) == 1 or word in STOP_WORDS


def _ranges(signs: set[int]) -> str:
    """A character class that Python and JavaScript both read."""
    return "".join(f"\\u{sign:04x}" for sign in sorted(signs))


DROPPED = "[" + _ranges({sign for sign, to in LETTERS.items() if to is None} | set(MARKS)) + DIACRITICS.pattern[1:]


def as_json() -> dict[str, object]:
    """The tables for the search page's JavaScript."""
    same = {chr(sign): to for table in (DIGITS, LETTERS) for sign, to in table.items() if to}
    return {
        "same": "".join(sign + to for sign, to in same.items()),
        "drop": DROPPED,
        "inside": f"[{INSIDE}]",
        "least": LEAST,
        "least_of_article": LEAST_OF_ARTICLE,
        "articles": " ".join(ARTICLES),
        "no_article": " ".join(NO_ARTICLE),
        "suffixes": [*map(list, SUFFIXES)],
        "before": " ".join(BEFORE[1:]),
        "seldom": " ".join(SELDOM),
        "after": " ".join(AFTER[1:]),
        "led": " ".join(LED),
        "sounds": SOUNDS,
        "alike": " ".join(ALIKE),
        "letters": [ALPHABET, LATIN],
    }
