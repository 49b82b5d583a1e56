#!/usr/bin/env python3
"""Makes the files beside it: one small disclosure in each carrier, and a PDF for each kind of Chinese
font without ToUnicode. Needs nothing but the standard library: python3 make.py"""

import zipfile
from pathlib import Path

HERE = Path(__file__).parent
TITLE, UNIT = "某某局2026年部门预算支出总表", "单位：万元"
# Row, column, row span, column span, text; an amount is a float.
CELLS = [
    (0, 0, 1, 2, "项目"), (0, 2, 1, 3, "本年支出"),
    (1, 0, 1, 1, "科目编码"), (1, 1, 1, 1, "科目名称"),
    (1, 2, 1, 1, "合计"), (1, 3, 1, 1, "基本支出"), (1, 4, 1, 1, "项目支出"),
    (2, 0, 1, 2, "合计"), (2, 2, 1, 1, 1051.74), (2, 3, 1, 1, 164.8), (2, 4, 1, 1, 886.94),
    (3, 0, 1, 1, "201"), (3, 1, 1, 1, "一般公共服务支出"),
    (3, 2, 1, 1, 1051.74), (3, 3, 1, 1, 164.8), (3, 4, 1, 1, 886.94),
]
ROWS, COLUMNS = 4, 5


def printed(value):
    return f"{value:,.2f}" if isinstance(value, float) else value


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def pack(name, parts):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            # A fixed date, so that the same content makes the same file.
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), text.encode())


def xlsx(file, hides=False):
    """A workbook; what an exporting system leaves in one may be hidden: names of fields in a row at
    the top, check figures in a column at the right."""
    top = [(0, 0, 1, COLUMNS, TITLE), (1, 0, 1, COLUMNS, UNIT)]
    cells = top + [(r + 2, c, h, w, text) for r, c, h, w, text in CELLS]
    if hides:
        cells = [(r + 1, c, h, w, text) for r, c, h, w, text in cells]
        cells += [(0, c, 1, 1, f"F_0{c}") for c in range(COLUMNS + 1)]
        cells += [(r, COLUMNS, 1, 1, 1000.0 + r) for r in range(3, ROWS + 3)]
    name = lambda row, column: "ABCDEF"[column] + str(row + 1)
    rows = []
    for row in range(ROWS + 3):
        own = []
        for r, c, _, _, text in sorted(cells, key=lambda cell: cell[:2]):
            if r != row:
                continue
            if isinstance(text, float):
                own.append(f'<c r="{name(r, c)}" s="1"><v>{text!r}</v></c>')
            else:
                own.append(f'<c r="{name(r, c)}" t="inlineStr"><is><t>{escape(text)}</t></is></c>')
        if own:
            flag = ' hidden="1"' if hides and row == 0 else ""
            rows.append(f'<row r="{row + 1}"{flag}>{"".join(own)}</row>')
    merges = [f'<mergeCell ref="{name(r, c)}:{name(r + h - 1, c + w - 1)}"/>'
              for r, c, h, w, _ in cells if h > 1 or w > 1]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    columns = '<cols><col min="6" max="6" hidden="1"/></cols>' if hides else ""
    pack(file, {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="支出" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="4"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{columns}<sheetData>{"".join(rows)}</sheetData><mergeCells>{"".join(merges)}</mergeCells></worksheet>',
    })


def docx():
    paragraph = lambda text: f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
    rows = []
    for row in range(ROWS):
        cells = [f'<w:tc><w:tcPr><w:gridSpan w:val="{w}"/></w:tcPr>{paragraph(printed(text))}</w:tc>'
                 for r, _, _, w, text in CELLS if r == row]
        rows.append(f'<w:tr>{"".join(cells)}</w:tr>')
    body = paragraph(TITLE) + paragraph(UNIT) + f'<w:tbl>{"".join(rows)}</w:tbl>'
    pack("budget.docx", {
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
    })


def ods():
    cell = lambda h, w, text: (f'<table:table-cell table:number-rows-spanned="{h}" table:number-columns-spanned="{w}">'
                               f"<text:p>{escape(printed(text))}</text:p></table:table-cell>"
                               + "<table:covered-table-cell/>" * (w - 1))
    lines = [cell(1, COLUMNS, TITLE), cell(1, COLUMNS, UNIT)]
    lines += ["".join(cell(h, w, text) for r, _, h, w, text in CELLS if r == row) for row in range(ROWS)]
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    space = "urn:oasis:names:tc:opendocument:xmlns"
    pack("budget.ods", {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="支出">{rows}{tail}</table:table></office:spreadsheet></office:body></office:document-content>',
    })


def html():
    rows = ["".join(f'<td rowspan="{h}" colspan="{w}">{escape(printed(text))}</td>' for r, _, h, w, text in CELLS if r == row)
            for row in range(ROWS)]
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f'<html><head><meta charset="gb2312"></head><body><p>{TITLE}</p><p>{UNIT}</p><table>{table}</table></body></html>'
    (HERE / "budget.html").write_bytes(page.encode("gb18030"))


def text():
    rows = ["".join(f"\t{printed(text)}\n" for r, _, _, _, text in CELLS if r == row) for row in range(ROWS)]
    (HERE / "budget.txt").write_bytes(("\ufeff" + f"{TITLE}\n{UNIT}\n" + "\n".join(rows)).encode("utf-16-le"))


def pdf(name, encoding, content, descendant="/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>", page="/MediaBox[0 0 595 842]"):
    """A PDF of the pages of `content`, a list, or of one page."""
    pages = content if isinstance(content, list) else [content]
    # The pages and their contents stand behind the font.
    first = 7
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<<>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}/DescendantFonts[5 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun{descendant}/DW 1000/FontDescriptor 6 0 R>>",
        "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>",
    ]
    for number, drawn in enumerate(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R{page}/Contents {first + 2 * number + 1} 0 R/Resources<</Font<</F1 4 0 R>>>>>>")
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    out, offsets = "%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    (HERE / name).write_bytes(out.encode("latin-1"))


def show(x, y, text, codec, size=9):
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode(codec).hex()}> Tj ET\n"


def drawn(rows, ruled=True, top=760, dots=False):
    """The cells of some rows, from `top` down, with rulings or without."""
    xs, height = [60, 130, 270, 350, 430, 510], 20
    content = ""
    place = {row: number for number, row in enumerate(rows)}
    for number in range(len(rows) + 1) if ruled else []:
        content += f"{xs[0]} {top - number * height} m {xs[-1]} {top - number * height} l S\n"
    for row in rows if ruled else []:
        ends = {xs[0], xs[-1]} | {xs[c] for r, c, _, _, _ in CELLS if r == row}
        for x in sorted(ends):
            content += f"{x} {top - place[row] * height} m {x} {top - (place[row] + 1) * height} l S\n"
    for row, column, _, _, value in CELLS:
        if row not in place:
            continue
        at = xs[column] + 3, top - place[row] * height - 14
        content += show(*at, printed(value), "utf-16-be", 8)
        if printed(value) == "合计":
            # Twice, to look bold.
            content += show(at[0] + 0.3, at[1], printed(value), "utf-16-be", 8)
    return content


def pdfs():
    head = show(60, 800, TITLE, "utf-16-be", 12) + show(430, 780, UNIT, "utf-16-be")
    hidden = "q 0 0 10 10 re W n " + show(200, 400, "看不见", "utf-16-be") + "Q\n"
    whole = head + drawn(range(ROWS)) + hidden
    pdf("budget.pdf", "UniGB-UTF16-H", whole)
    # Without rulings; turned by the page, and by what is drawn on it; over two pages, each with its
    # number, the heading again on the second.
    pdf("budget-unruled.pdf", "UniGB-UTF16-H", head + drawn(range(ROWS), ruled=False))
    pdf("budget-turned.pdf", "UniGB-UTF16-H", "q 0 1 -1 0 842 0 cm\n" + whole + "Q\n", page="/MediaBox[0 0 842 595]/Rotate 90")
    pdf("budget-upwards.pdf", "UniGB-UTF16-H", "q 0 1 -1 0 842 0 cm\n" + whole + "Q\n", page="/MediaBox[0 0 842 595]")
    foot = lambda number: show(280, 30, f"— {number} —", "utf-16-be")
    pdf("budget-two-pages.pdf", "UniGB-UTF16-H", [
        head + drawn([0, 1, 2]) + foot(1), drawn([0, 1, 3], top=800) + foot(2),
    ])
    # The kinds of fonts whose characters only the encoding tells.
    for name, encoding, codec in [
        ("gb-euc-h", "GB-EUC-H", "gb2312"), ("gbk-euc-h", "GBK-EUC-H", "gbk"), ("gbkp-euc-h", "GBKp-EUC-H", "gbk"),
        ("unigb-ucs2-h", "UniGB-UCS2-H", "utf-16-be"), ("unigb-utf16-h", "UniGB-UTF16-H", "utf-16-be"),
    ]:
        pdf(f"{name}.pdf", encoding, show(72, 700, "部门支出总表单位：万元1,051.74", codec, 14))


xlsx("budget.xlsx")
xlsx("budget-hidden.xlsx", hides=True)
for make in (docx, ods, html, text, pdfs):
    make()
