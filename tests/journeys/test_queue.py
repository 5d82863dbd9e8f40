"""An officer works through the queue: finds who calls, takes what is nobody's, and does the same to several at once."""

from tests.support.chromium import AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT, seen


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_huda_works_through_the_queue(salma, huda):
    name = "أحمد عبدالله الأبوراكي"
    reference = salma.asks_for_help(full_name=name, signed_name=name)
    huda.signs_in()

    found = huda.searches("الابوراكي احمد")
    assert found.heading == "البحث في الطلبات"
    assert found.says(name)
    assert "احمد" not in huda.window.page.url

    huda.ticks(f"الطلب {reference}").picks("الإجراء على ما عُلّم عليه", "أتولّى الطلبات").presses("متابعة")
    assert huda.reads().heading == "تأكيد الإجراء: أتولّى الطلبات"
    assert huda.presses("أتولّى الطلبات").says("نُفّذ على هذه الطلبات. العدد: 1")
    assert huda.follows("عودة إلى القائمة").says("هدى سالم")

    huda.follows("عودة إلى الطلبات")
    huda.opens("/staff/?view=mine")
    huda.unfolds("تصفية وترتيب").writes(state="received", order="newest")
    assert huda.presses("عرض").says(name)

    huda.ticks(f"الطلب {reference}").picks("الإجراء على ما عُلّم عليه", "بدء المطابقة").presses("متابعة")
    assert huda.presses("بدء المطابقة").says("قيد المطابقة")
    gone = huda.follows("عودة إلى القائمة")
    assert not gone.says(name)
    huda.follows("مسح الشروط")
    assert huda.reads().says(name)


@seen(AT_A_DESK)
def test_huda_is_told_what_to_try_where_nothing_is_found(huda):
    huda.signs_in()
    assert huda.searches("لا أحد بهذا الاسم").says("لم نجد طلبًا يطابق «لا أحد بهذا الاسم».")
    huda.presses("بحث")
    assert huda.searches(" ").says("لم يتم البحث")
