"""以前各轮留存的估计：读取、缺损，以及与它们比较的设置。"""

from satmodel.telling.lines import Line

_AGAIN = "请重新运行该轮，或取其 out 文件夹中原样的文件。"

PROBLEMS = {
    "stored_missing": "没有找到留存的估计：{path:text}。",
    "stored_missing+remedy": "请写该轮的文件夹，并先运行该轮（satmodel run）。",
    "stored_unreadable": "不是 UTF-8 编码的 JSON 文件（{said:text}）。",
    "stored_unreadable+remedy": _AGAIN,
    "stored_other": "文件里不是 satmodel 留存的估计。",
    "stored_other+remedy": _AGAIN,
    "stored_newer": "文件是第{version:integer}版格式，本程序只能读到第{known:integer}版。",
    "stored_newer+remedy": "请用写出该文件的版本，或更新的版本。",
    "stored_part": "“{header:text}”缺失，或内容不合格式。",
    "stored_part+remedy": _AGAIN,
    "stored_length": "“{header:text}”有{count:integer}个，而估计有{expected:integer}个。",
    "stored_length+remedy": _AGAIN,
    "stored_covariance": "“{header:text}”不是协方差：漏了估计，或使某个组合的方差为负。",
    "stored_covariance+remedy": _AGAIN,
    "stored_twice": "“{header:text}”中名称重复：{names:listed}。",
    "stored_twice+remedy": _AGAIN,
    "stored_changed": "文件与同一文件夹的 manifest.json 所列不符，运行以后被改动过。",
    "stored_changed+remedy": _AGAIN,
    "stored_set": "没有名为“{value:text}”的估计，现有：{known:listed}。",
    "stored_set+remedy": "请给本轮的表写上与该轮相同的名称（name = …）。",
}

TITLES = {"stored": "以前各轮的估计"}

METHODS = {
    "stored": (
        Line("{round:text}的估计及其协方差取自该轮运行时留存的文件，没有重新读取受访者的数据。", when=("round",)),
    ),
}
