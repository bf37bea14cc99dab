"""Small files in CMS's layouts, with invented descriptions, for tests that must not depend on CMS's own."""

import gzip
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

HEADINGS = (
    *("HCPCS", "MOD", "DESCRIPTION", "STATUS CODE", "NOT USED FOR MEDICARE PAYMENT", "WORK RVU", "NON-FAC PE RVU"),
    *("NON-FAC NA INDICATOR", "FACILITY PE RVU", "FACILITY NA INDICATOR", "MP RVU", "NON-FACILITY TOTAL"),
    *("FACILITY TOTAL", "PCTC IND", "GLOB DAYS", "PRE OP", "INTRA OP", "POST OP", "MULT PROC", "BILAT SURG"),
    *("ASST SURG", "CO- SURG", "TEAM SURG", "PRIC IND", "ENDO BASE", "CONV FACTOR"),
    *("PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES", "CALCULATION FLAG", "DIAGNOSTIC IMAGING FAMILY INDICATOR"),
    *("NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT", "FACILITY PE USED FOR OPPS PAYMENT AMOUNT"),
    "MP USED FOR OPPS PAYMENT AMOUNT",
)
"""The 32 columns of 2026; earlier years lack `PRIC IND`."""

ROW = {
    "HCPCS": "17110",
    "DESCRIPTION": "Invented, with a comma",
    "STATUS CODE": "A",
    "WORK RVU": "0.68",
    "NON-FAC PE RVU": "2.58",
    "FACILITY PE RVU": "1.12",
    "MP RVU": "0.07",
    "NON-FACILITY TOTAL": "3.33",
    "FACILITY TOTAL": "1.87",
    "PCTC IND": "0",
    "GLOB DAYS": "010",
    "MULT PROC": "2",
    "BILAT SURG": "0",
    "CONV FACTOR": "33.4009",
    **dict.fromkeys(HEADINGS[-3:], "0.00"),
}
OTHER = ROW | {"HCPCS": "72148", "MOD": "TC", "FACILITY NA INDICATOR": "NA", "NOT USED FOR MEDICARE PAYMENT": "+"}
TITLE = "2026 National Physician Fee Schedule Relative Value File April Release"
NAME = "PPRRVU2026_Apr_nonQPP.csv"
FIXED_NAME = "PPRRVU2026_Apr_nonQPP.txt"


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """Write cells as CSV, quoted where they need it."""
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) + "\r\n" for line in lines)


def values(
    *rows: dict[str, str],
    headings: Sequence[str] = HEADINGS,
    title: str = TITLE,
    released: str = "RELEASED 03/05/2026",
    end: str = "",
) -> str:
    """Write a relative value file as CSV: five title lines, five stacked lines of headings, the rows."""
    titles = [["", "", line] for line in (title, "Invented words only", "", " ", released)]
    lines = [cells + [""] * (len(headings) - len(cells)) for cells in titles] + stacked(headings)
    lines += [[row.get(heading, "") for heading in headings] for row in rows or (ROW, OTHER)]
    return csv_text(lines) + end


def stacked(headings: Sequence[str]) -> list[list[str]]:
    """Spread each heading over five lines, as CMS does, so that the last line starts with HCPCS."""
    columns = []
    for heading in headings:
        words = heading.split()
        parts = [" ".join(words[: len(words) - 4]), *words[-4:]] if len(words) > 5 else words
        columns.append([""] * (5 - len(parts)) + parts)
    return [[column[line] for column in columns] for line in range(5)]


def fixed(*rows: dict[str, str]) -> str:
    """Write a relative value file as fixed-width text of 171 characters."""
    return "HDR invented words only\n" * 7 + "".join(fixed_line(row) + "\n" for row in rows or (ROW, OTHER))


def fixed_line(row: dict[str, str]) -> str:
    line = [" "] * 171

    def put(heading: str, start: int, end: int, *, right: bool = False) -> None:
        cell = row.get(heading, "")
        line[start:end] = cell.rjust(end - start) if right else cell.ljust(end - start)[: end - start]

    put("HCPCS", 0, 5)
    put("MOD", 5, 7)
    put("DESCRIPTION", 7, 57)
    put("STATUS CODE", 57, 58)
    put("NOT USED FOR MEDICARE PAYMENT", 58, 59)
    for heading, start, end in (
        ("WORK RVU", 59, 65),
        ("NON-FAC PE RVU", 65, 72),
        ("FACILITY PE RVU", 74, 81),
        ("MP RVU", 83, 89),
        ("NON-FACILITY TOTAL", 89, 96),
        ("FACILITY TOTAL", 96, 102),
        ("CONV FACTOR", 132, 140),
        (HEADINGS[-3], 150, 157),
        (HEADINGS[-2], 157, 164),
        (HEADINGS[-1], 164, 171),
    ):
        put(heading, start, end, right=True)
    put("NON-FAC NA INDICATOR", 72, 74)
    put("FACILITY NA INDICATOR", 81, 83)
    put("PCTC IND", 102, 103)
    put("GLOB DAYS", 103, 106)
    put("MULT PROC", 115, 116)
    put("BILAT SURG", 116, 117)
    put("ENDO BASE", 127, 132)
    return "".join(line)


GPCI_NAME = "GPCI2026.csv"
GPCI_HEAD = (
    *("Medicare Administrative Contractor (MAC)", "State", "Locality Number", "Locality Name"),
    *("2026 PW GPCI (without 1.0 Floor)", "2026 PW GPCI (with 1.0 Floor)", "2026 PE GPCI", "2026 MP GPCI"),
)
GPCI_ROWS = (
    ("10112", "AL", "00", "ALABAMA", "0.988", "1.000", "0.875", "0.566"),
    ("02102", "AK", "01", "ALASKA*", "1.500", "1.500", "1.065", "0.551"),
)
FOOTNOTE = "*Invented footnote, with a comma."


def gpci(*rows: Sequence[str], head: Sequence[str] = GPCI_HEAD) -> str:
    """Write a GPCI file: title, blank line, headings, localities, footnotes."""
    return csv_text([["ADDENDUM E"], [""], head, *(rows or GPCI_ROWS), [""], [FOOTNOTE]])


COUNTIES_NAME = "26LOCCO.csv"


def counties(*rows: Sequence[str]) -> str:
    """Write a locality-county file, with CMS's blank lines and without leading zeros."""
    head = ["Medicare Adminstrative Contractor", "Locality Number", "State ", "Fee Schedule Area ", "Counties"]
    lines = rows or (("10112", "0", "ALABAMA ", "STATEWIDE ", "ALL COUNTIES "),)
    blank = ["", "", "", "", ""]
    note = ["*  Invented note.", "", "", "", ""]
    return csv_text([["COUNTIES INCLUDED IN 2026 LOCALITIES.", *blank[1:]], blank, head, blank, *lines, blank, note])


ANESTHESIA_NAME = "ANES2026.csv"


def anesthesia(*rows: Sequence[str]) -> str:
    """Write a file of anesthesia conversion factors, with CMS's spaces behind the numbers."""
    head = ["Contractor", "Locality", "Locality Name", "National Anes CF of 20.3178"]
    return csv_text([head, *(rows or (("10112 ", "00 ", "ALABAMA", "19.31 "),)), ["", "", "", ""]])


CAPS_NAME = "OPPSCAP_Apr.csv"


def caps(*rows: Sequence[str]) -> str:
    """Write an imaging cap file, with CMS's own spelling of the last heading."""
    head = ["HCPCS", "MOD", "PROCSTAT", "CARRIER", "LOCALITY", "FACILITY PRICE", "NON-FACILTY PRICE"]
    lines = rows or (
        ("72148", "TC", "A", "10112", "00", "115.10", "115.10"),
        ("72148", "TC", "A", "02102", "01", "131.00", "131.00"),
    )
    return csv_text([head, *lines, [""] * 7])


MINUTES_NAME = "CMS-1832-F_Work_Time_CY2026.csv"
MINUTES_HEAD = (
    *("cpt_code", "Pre_Evaluation_Time", "Pre_Positioning_time", "Pre_Service_Scrub_Dress_Wait_tim"),
    *("Median_Intra_Service_Time", "Immediate_post_Service_time", "_99212", "Total_time"),
)
MINUTES_ROWS = (("17110", "4", "0", "0", "7", "2", "1", "29"), ("99393", "5", "0", "0", "20", "4.5", "0", "29.5"))


def minutes(*rows: Sequence[str]) -> str:
    """Write a work time file as CSV."""
    return csv_text([MINUTES_HEAD, *(rows or MINUTES_ROWS)])


ZIPS_NAME = "ZIP5_APR2026.csv"


def zips(*rows: Sequence[str]) -> str:
    """Write a ZIP code to locality file."""
    head = ["STATE", "ZIP CODE", "CARRIER", "LOCALITY", "RURAL IND", "LAB CB LOCALITY", "RURAL IND2"]
    head += ["PLUS 4 FLAG", "PART B DRUG INDICATOR", "YEAR/QTR", ""]
    lines = rows or (
        ("AL", "35004", "10112", "00", "", "Z9", "", "0", "A", "20262", ""),
        ("AK", "99501", "02102", "01", "", "Z9", "", "1", "A", "20262", ""),
    )
    return csv_text([head, *lines])


def workbook(lines: Iterable[Sequence[str]], *, formula: str = "", declaration: str = "") -> bytes:
    """Write rows as an Excel workbook: numbers as numbers, texts shared; `formula` stands behind the first cell."""
    texts: list[str] = []
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = ""
        for column, cell in enumerate(line):
            reference = f"{chr(ord('A') + column)}{number}"
            if cell.replace(".", "", 1).isdecimal():
                inside = f"<f>{formula}</f>" if formula and number == 2 and column == 1 else ""
                cells += f'<c r="{reference}">{inside}<v>{cell}</v></c>'
            elif cell:
                texts.append(f"<si><t>{escape(cell)}</t></si>")
                cells += f'<c r="{reference}" t="s"><v>{len(texts) - 1}</v></c>'
        rows.append(f'<row r="{number}">{cells}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{links}"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        'Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {main}>{''.join(texts)}</sst>",
        "xl/worksheets/sheet1.xml": f"{declaration}<worksheet {main}><sheetData>{''.join(rows)}</sheetData>"
        "</worksheet>",
    }
    return zipped(parts)


def zipped(parts: dict[str, str] | dict[str, bytes]) -> bytes:
    """Return a zip of files by name."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def parts_of(packed: bytes) -> dict[str, str]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def gzipped(text: str) -> bytes:
    return gzip.compress(text.encode())


def priced_folder(folder: Path, work: str) -> Path:
    """Make a release of one line, 17110 with another work RVU."""
    folder.mkdir()
    others = {"NON-FACILITY TOTAL": Decimal("2.65"), "FACILITY TOTAL": Decimal("1.19")}
    totals = {name: str(rest + Decimal(work)) for name, rest in others.items()}
    (folder / NAME).write_text(values(ROW | {"WORK RVU": work} | totals), "utf-8")
    return folder


def release_folder(folder: Path) -> Path:
    """Fill a folder with one small file of each kind, and two that are none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {
        NAME: values(),
        GPCI_NAME: gpci(),
        COUNTIES_NAME: counties(),
        ANESTHESIA_NAME: anesthesia(),
        CAPS_NAME: caps(),
        MINUTES_NAME: minutes(),
        ZIPS_NAME: zips(),
        "readme.txt": "Invented words.",
        "RVU26B.pdf": "%PDF-1.6 invented",
    }.items():
        (folder / name).write_bytes(text.encode("latin-1"))
    return folder
