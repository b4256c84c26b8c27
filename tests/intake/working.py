"""What the test of a killed worker has another process do: ``python -m tests.intake.working bring NUMBER``."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date

from lantoa.cli.django import start


def bring(number: int) -> None:
    """A unit, and a batch for it: half as files, half in an archive, one of them twice."""
    from lantoa.common.periods import Period
    from lantoa.common.scopes import everything
    from lantoa.intake import operations
    from lantoa.organisations import operations as organisations

    scope = everything("kiểm thử")
    organisations.load_classes()
    unit = organisations.found_unit(
        scope=scope, code="an-phuc", name="Xã An Phúc", unit_class="commune", on=date(2000, 1, 1), parents={}
    )
    texts = [f"Mô hình “Hẻm sạch {one}” dài {one + 1} km, {one + 2} hộ tham gia.".encode() for one in range(number)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for one, text in enumerate([*texts[number // 2 :], texts[0]]):
            archive.writestr(f"thư mục/giấy {one}.txt", text)
    brought = [(f"giay-{one}.txt", text) for one, text in enumerate(texts[: number // 2])]
    brought.append(("goi.zip", packed.getvalue()))
    operations.bring(scope=scope, brought=brought, unit=unit, period=Period.year(2026))


if __name__ == "__main__":
    start()
    bring(int(sys.argv[2]))
