"""x"""
def test_smoke(app, colleague):
    from tests.support.office import add_help_request
    ref=add_help_request(app)
    for a in ("/staff/","/staff/?view=mine","/staff/?view=unassigned","/staff/?view=floor","/staff/?view=unsent","/staff/?view=doubtful","/staff/?view=all&language=ur&state=received", "/staff/?state=received&language=ur&age=over-week"):
        r=colleague.opens(a); print(a, r.status_code); assert r.status_code==200
    r=colleague.posts("/staff/search","/staff/",q="سلمي")
    assert r.status_code==303, r.text
    print(r.location)
    p=colleague.opens(r.location); assert p.status_code==200
    print(p.text)
