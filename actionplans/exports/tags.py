def mend(document, pdf):
    pass
