"""The files that an address can end in, and how each is made from an Answer and its drawing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pimh_data.answer import Answer
from pimh_data.charts import dictionary, export, picture, record, workbook
from pimh_data.charts.drawing import Drawing


@dataclass(frozen=True)
class FileEnding:
    """One kind of file. `make`: (Answer, drawing, address) -> its bytes. `drawn`: it shows the chart, so needs one."""

    media: str
    make: Callable[[Answer, Drawing | None, str], bytes]
    drawn: bool = False


def _picture(make: Callable[[Answer, Drawing], bytes]) -> Callable[[Answer, Drawing | None, str], bytes]:
    def made(answer: Answer, drawing: Drawing | None, _: str) -> bytes:
        if drawing is None:
            raise TypeError("a picture is made of a drawing")
        return make(answer, drawing)

    return made


ENDINGS: Mapping[str, FileEnding] = {
    "csv": FileEnding("text/csv; charset=utf-8", lambda answer, *_: export.to_csv(answer)),
    "xlsx": FileEnding(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda answer, *_: workbook.to_xlsx(answer),
    ),
    "json": FileEnding("application/json", lambda answer, _, address: record.to_json(answer, address)),
    "png": FileEnding("image/png", _picture(picture.png), drawn=True),
    "svg": FileEnding("image/svg+xml", _picture(picture.svg), drawn=True),
    "dictionary.csv": FileEnding("text/csv; charset=utf-8", lambda answer, *_: dictionary.to_dictionary(answer)),
}
