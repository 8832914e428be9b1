"""Numbers as other packages read them; run by a Python that has them, which need not be ours.

    PYTHON tests/benchmarks/yardsticks.py recognizers|jionlp < TEXTS

In: JSON, a list of texts. Out: for each text, in one line of JSON, the seconds that reading it
took and the numbers found as `[start, end, value]`; `null` where the package gives no value. A
first short text is read before, so that building the models is not counted.
"""

import sys

sys.path.pop(0)  # This folder holds a `numbers`, which is also a standard module.

import json
import logging
import time

WARM_UP = "2019年投入1.68亿元，培训1400余名干部，占百分之十二，重5吨。"


def recognizers(text):
    """Return what recognizers-text finds as number, percentage, currency and dimension.

    A reading that holds another (the currency 5亿元, the number 5亿) stands for both.
    """
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    readers = (recognize_currency, recognize_dimension, recognize_percentage, recognize_number)
    found = [
        (entry.start, entry.end + 1, (entry.resolution or {}).get("value"))
        for read in readers
        for entry in read(text, Culture.Chinese)
    ]
    return _outermost([(start, end, _plain(value)) for start, end, value in found])


def jionlp(text):
    """Return what jionlp finds as money; it reads no other numbers, only times besides."""
    import jionlp as jio

    return [(*entry["offset"], _plain(entry["detail"]["num"])) for entry in _money(jio, text)]


def _money(jio, text):
    return jio.ner.extract_money(text, with_parsing=True)


def _plain(value):
    return None if value is None or isinstance(value, list) else str(value).rstrip("%")


def _outermost(found):
    kept = []
    for start, end, value in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end, value))
    return kept


def main():
    """Read the texts and print a line for each."""
    logging.disable(logging.CRITICAL)
    output, sys.stdout = sys.stdout, sys.stderr
    read = {"recognizers": recognizers, "jionlp": jionlp}[sys.argv[1]]
    read(WARM_UP)
    for text in json.load(sys.stdin):
        start = time.process_time()
        found = read(text)
        seconds = time.process_time() - start
        print(json.dumps({"seconds": seconds, "found": found}), file=output, flush=True)


if __name__ == "__main__":
    main()
