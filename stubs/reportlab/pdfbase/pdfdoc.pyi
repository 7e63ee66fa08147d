class PDFObject:
    def format(self, document: PDFDocument) -> bytes: ...

class PDFStream(PDFObject):
    content: str

class PDFDocument:
    Pages: PDFObject
    idToObject: dict[str, PDFStream]
    idToObjectNumberAndVersion: dict[str, tuple[int, int]]
    def Reference(self, obj: PDFObject) -> PDFObject: ...
    def addPage(self, page: PDFObject) -> None: ...
