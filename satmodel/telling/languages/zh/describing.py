"""估计值与调查数据的句子。"""

SENTENCES = {
    "estimates.range": (
        "在{count:integer}个估计值中，最高的是{highest:name}，为{highest_estimate:points}分；"
        "最低的是{lowest:name}，为{lowest_estimate:points}分；"
        "{level:percent0}置信区间的半宽为{half_low half_high:span}分。"
    ),
    "estimates.range.one count": (
        "{highest:name}为{highest_estimate:points}分，{level:percent0}置信区间的半宽为{half_low:points}分。"
    ),
    "estimates.apart": "{name:name}单独列出，不给区间：{reason:reason}。",
    "survey.rows": (
        "{file:name}共有{rows:integer}行，其中{respondents:integer}行是受访者；"
        "没有计入的有表头、标题{titles:integer}行、说明{notes:integer}行、合计{totals:integer}行、空白{blank:integer}行"
        "和废卷{void:integer}份。"
    ),
    "survey.rows.no file": (
        "数据表共有{rows:integer}行，其中{respondents:integer}行是受访者；没有计入的有废卷{void:integer}份和空白"
        "{blank:integer}行。"
    ),
    "survey.no_opinion.zero share": "没有“不了解”、拒答等无意见的回答。",
    "survey.no_opinion": (
        "无意见的回答（如“不了解”、拒答）占全部回答的{share:percent}，不计分；占比最高的是{item:name}，为{item_share:percent}。"
    ),
    "survey.units": (
        "共有{count:integer}个单位，受访者最少的是{smallest:name}（{smallest_n:integer}人），"
        "最多的是{largest:name}（{largest_n:integer}人）。"
    ),
    "survey.units.one count": "共有1个单位：{largest:name}，受访者{largest_n:integer}人。",
    "survey.units+missing": "名单上的{missing:names}没有受访者。",
    "survey.units+missing.no missing": "",
}
