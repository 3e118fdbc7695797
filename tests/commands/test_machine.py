def test_demo_has_the_status_of_its_outcome(course, monkeypatch, run):
    from autograder import demo

    monkeypatch.setattr(demo, "demo", lambda course, out, jobs: True)
    assert run("demo", "--course", course.root).exit_code == 0
    monkeypatch.setattr(demo, "demo", lambda course, out, jobs: False)
    assert run("demo", "--course", course.root).exit_code == 1
