class PDFStream:
    content: str

class PDFDocument:
    idToObject: dict[str, PDFStream]
