"""`copvalue gather`: the answers of many people as one matrix."""

from copvalue_tui.files.session.read import read
from tests.imports.test_gathering import counted


def test_worksheets_lists_and_a_form_become_one_matrix(copvalue, tmp_path):
    copvalue("new", "base.toml")
    (tmp_path / "ana.txt").write_text("- Quick answers\n- Access to expertise\n")
    (tmp_path / "ben.tsv").write_text("\tShort term\tLong term\nMembers\tquick answer\tPride\n")
    (tmp_path / "form.csv").write_text(
        "Timestamp,What value do members get in the short term?,And in the long term value?\n"
        "2026-11-20,Expertise access,\n2026-11-21,Fun,Pride\n"
    )
    files = ["ana.txt", "ben.tsv", "form.csv"]
    done = copvalue("gather", "base.toml", *files, "--into", "Members:short", "-o", "out.toml")
    assert (done.returncode, done.stdout) == (0, b"")
    matrix = read((tmp_path / "out.toml").read_text())
    assert counted(matrix) == (
        "Members | Access to expertise 2; Quick answers 2; Fun 1 | Pride 2\n@ Organization |  |"
    )
    said = done.stderr.decode()
    assert said.startswith("4 people, 7 answers → 4 values\n")
    assert "  Doubtful: counted “Expertise access” as “Access to expertise” (" in said
    assert "  Counted “quick answer” as “Quick answers” (Members · short term).\n" in said
    assert "  To look over 1 doubtful fold: open the file in the editor.\n" in said
    again = copvalue("gather", "base.toml", *reversed(files), "--into", "Members:short")
    assert again.stdout.decode() == (tmp_path / "out.toml").read_text()


def test_nothing_is_written_over_and_what_cannot_be_read_is_told(copvalue, tmp_path):
    copvalue("new", "base.toml")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    assert copvalue("gather", "base.toml", "x.pdf", "-o", "base.toml").returncode == 4
    done = copvalue("gather", "base.toml", "x.pdf", "-o", "out.toml")
    assert done.returncode == 3
    assert done.stderr.decode().startswith("“x.pdf” was not imported. It is a PDF.")
    assert not (tmp_path / "out.toml").exists()
    assert copvalue("gather", "base.toml").returncode == 2
