def test_export_needs_a_gradebook(course, whole):
    found = whole("export", "--course", course.root)
    assert found.returncode == 1
    assert found.stderr.endswith("Grade first: autograder grade.\n")


def test_a_desk_where_nobody_handed_in(course, run):
    found = run("status", "--course", course.root)
    assert found.exit_code == 0
    assert found.output == "Nothing was handed in yet: autograder collect FOLDER\n"
    assert run("status", "--json", "--course", course.root).output == '{"chapters": []}\n'


def test_no_page_is_a_failure(course, run):
    found = run("feedback", "--json", "--course", course.root)
    assert (found.exit_code, found.output) == (1, '{"pages": []}\n')
