"""图中的文字与图的文字说明。"""

PICTURES = {
    "simulated": "模拟数据",
    "intervals.axis": "得分（横线为{level:percent0}置信区间）",
    "intervals.axis.no level": "得分（横线为置信区间）",
    "intervals.alt": (
        "{count:integer}个得分及其区间，每行一点一线；最高为{highest:name}（{highest_value:points}），"
        "最低为{lowest:name}（{lowest_value:points}）。"
    ),
    "heatmap.scale": "颜色由浅到深：{lowest:points}分至{highest:points}分",
    "heatmap.alt": (
        "{rows:integer}行{columns:integer}列的得分矩阵，颜色越深得分越高；最高为{highest:name}（{highest_value:points}），"
        "最低为{lowest:name}（{lowest_value:points}）。"
    ),
    "ranks.axis": "名次（横线为{level:percent0}名次区间，菱形为单独确认的名次）",
    "ranks.axis.no level": "名次（横线为名次区间，菱形为单独确认的名次）",
    "ranks.value": "名次 [区间]",
    "ranks.score": "得分",
    "ranks.edge": "* 临界值稍有变动，区间的一端就会改变",
    "ranks.apart": "不参加排名：{names:names}",
    "ranks.apart.many": "不参加排名的单位：{count:integer}个",
    "ranks.alt": (
        "{count:integer}个单位按得分排列，每行一点为名次，一线为名次区间；{first:name}居首，"
        "其名次区间为{rank_low rank_high:places}；名次只有一种可能的单位有{single:integer}个。"
    ),
    "gaps.axis.zero margin": "差值（实心为{yes:verdict}，空心为{no:verdict}）",
    "gaps.axis": "差值（实心为{yes:verdict}，空心为{no:verdict}；斜线带为±{margin:points}分）",
    "gaps.pair": "{a:name} − {b:name}",
    "gaps.chain": "每个差值标在所比较的两个单位之间",
    "gaps.value": "差值与区间",
    "gaps.alt": "{count:integer}对差值及其区间；{established:integer}对{yes:verdict}（实心），{open:integer}对{no:verdict}（空心）。",
    "pairs.axis": "行高于列：深色为{yes:verdict}，浅色为{no:verdict}",
    "pairs.order": "{axis:text}（按得分次序编号）",
    "pairs.alt": (
        "{units:integer}个单位两两比较的矩阵，共{count:integer}对；{established:integer}对{yes:verdict}（深色），"
        "{open:integer}对{no:verdict}（浅色）。"
    ),
    "change.axis": "得分：空心为上轮，实心为本轮",
    "change.value": "变化与区间",
    "change.note": "实线为变化{yes:verdict}，虚线为{no:verdict}",
    "change.alt": (
        "{count:integer}项两轮得分，空心点为上轮，实心点为本轮；{risen:integer}项上升{yes:verdict}，"
        "{fallen:integer}项下降{yes:verdict}，{unsettled:integer}项变化{no:verdict}。"
    ),
    "waterfall.axis": "得分（细线为贡献的区间）",
    "waterfall.value": "贡献与区间",
    "waterfall.start": "{start_name:name}",
    "waterfall.start.no start_name": "上轮",
    "waterfall.end": "{end_name:name}",
    "waterfall.end.no end_name": "本轮",
    "waterfall.alt": (
        "由{start:points}分到{end:points}分的瀑布图，各分项的算术贡献依次相加；贡献最大的是{largest:name}"
        "（{largest_value:signed}分）。"
    ),
    "importance.axis": "占可解释部分的份额（横线为{level:percent0}置信区间）",
    "importance.axis.no level": "占可解释部分的份额（横线为置信区间）",
    "importance.value": "份额与区间",
    "importance.alt": "{count:integer}个分项的相对重要性及其区间；份额最大的是{highest:name}（{highest_value:percent}）。",
    "answers.axis": "占受访者的百分比",
    "answers.blank": "未答",
    "answers.alt": "{count:integer}行回答分布的百分比条形图，选项依次为{answers:names}。",
}
