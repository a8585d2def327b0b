"""Makes report.pdf, with fpdf2 2.8: every line stands where it is put."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
PAGES = {
    1: [
        "# 1. Opening of the seminar",
        "The seminar on interna-",
        "tional law and on customs was opened in Bishkek by the Ministry, whose",
        "officers had long asked for a training on cross-",
        "border crime. It was the first of its kind.",
        "",
        "A second paragraph starts here, and it speaks of post-",
        "Soviet States and of pre-",
        "and post-conflict work, until the page ends and the participants of the",
    ],
    2: [
        "Republic of Kazakhstan adopted the outcome document.",
        "",
        "# 2. Results of the training",
        "Cross-border trade was the subject of the second day, and fifty-three people took part in",
        "it. They came from five States.",
        "",
        "Country People",
        "Kazakhstan 12",
        "Uzbekistan 15",
    ],
    3: [],
    4: [
        "Recommendations were made:",
        "• The first is to repeat the training in every State that took part in",
        "it, and soon.",
        "• The second is to translate it.",
        "",
        "The last one was kept for the closing",
    ],
    5: ["ceremony, which took place on Friday.", "", "# 3. Closing", "It closed in the evening."],
}
NOTES = {1: "1 Held under the project on gender and human rights.", 4: "2 See the annex."}


def main() -> None:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.add_font("Serif", "", FONT)
    pdf.set_auto_page_break(False)
    pdf.set_title("Outcome of the  Bishkek seminar")
    pdf.set_lang("en-GB")
    pdf.set_creation_date(datetime(2023, 9, 4, 23, 30, tzinfo=UTC))
    for number, lines in PAGES.items():
        pdf.add_page(label_style="r")
        if not lines:
            continue
        put(pdf, 12, 10, f"Annual report, volume {number}")
        height = 30.0
        for line in lines:
            if line.startswith("# "):
                pdf.set_y(height)
                pdf.start_section(line.removeprefix("# ").partition(" ")[2])
                put(pdf, height, 14, line.removeprefix("# "))
                height += 10
            elif line:
                put(pdf, height, 11, line)
                height += 6
            else:
                height += 3
        if number in NOTES:
            put(pdf, 265, 8, NOTES[number])
        put(pdf, 280, 10, f"– {number} –")
    pdf.output(str(Path(__file__).with_name("report.pdf")))


def put(pdf, height: float, size: float, words: str) -> None:  # type: ignore[no-untyped-def]
    pdf.set_font("Serif", size=size)
    pdf.set_xy(20, height)
    pdf.cell(text=words)


if __name__ == "__main__":
    main()
