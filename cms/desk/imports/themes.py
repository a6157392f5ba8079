"""A statute's theme, guessed from its title. A help for the clerk who checks it, not a classification.

Rules are tried from the top; the first with a word that stands in the title decides, so the narrow ones come first.
Titles without any of these words get 22 其他. A theme that the file states is never replaced by a guess.
"""

from __future__ import annotations

from cms.records.enums import Theme

_WORDS: dict[Theme, str] = {
    Theme.DEFENCE: "国防 军 兵役 武装警察 民兵 预备役 人民防空 征兵 警卫 烈士",
    Theme.HK_MACAO_TAIWAN: "香港 澳门 台湾 台胞 归侨 华侨",
    Theme.ETHNIC: "民族 宗教 清真",
    Theme.FOREIGN: "外交 领事 条约 缔结 驻外 护照 对外关系 国际组织 引渡 反外国制裁 领海 大陆架 陆地国界 出境入境",
    Theme.EDUCATION: "教育 教师 学校 学生 幼儿园 学前 学位 科学 专利 科技 技术 知识产权 数字经济 示范区 语言文字",
    Theme.CULTURE: "文化 文物 广播 电视 电影 影片 出版 著作权 博物馆 图书馆 档案 名城 古城 长城 文明行为 全民阅读 印刷",
    Theme.HEALTH: "卫生 医 药品 中药 疫 健康 献血 血液 传染病 体育 健身 器官 吸烟 化妆品 麻醉 红十字 病",
    Theme.POPULATION: "妇女 儿童 未成年人 人口 生育 母婴 收养 家庭 婚姻",
    Theme.LABOUR: "劳动 就业 工资 工会 职工 社会保险 社会保障 工伤 公务员 监察 退休 人才 人力资源 集体合同 休假 处分",
    Theme.WELFARE: (
        "老年 残疾人 救助 救灾 慈善 殡葬 养老 志愿 地名 社会团体 民办非企业 基金会 无障碍 乡村振兴 见义勇为 移民"
    ),
    Theme.FINANCE: (
        "税 预算 审计 会计 银行 证券 保险 金融 国债 外汇 财政 期货 信用 收费 罚款 人民币 票据 信托 股票 债券"
    ),
    Theme.LAND: "土地 矿 煤 石油 天然气 电力 能源 海域 测绘 海岛 核 地图 不动产 节约能源 基本农田 地质",
    Theme.FARMING: (
        "农 林 渔 水利 水法 种子 畜 植物 水土 防洪 防汛 粮 草原 湿地 水资源 河 湖 调水 供水 用水 节水 野生动物 水库"
    ),
    Theme.CONSTRUCTION: (
        "环境 污染 规划 建设 建筑 物业 住房 房屋 房地产 市容 气象 绿化 垃圾 燃气 供热 停车 公园 古树 风貌 山体 "
        "海岸带 饮用水 风景名胜 自然保护区 循环经济 清洁生产 户外广告 城市管理 绿色 生态 抗震 防震 地震 消耗臭氧"
    ),
    Theme.MARKET: (
        "食品 产品质量 安全生产 消费者 商标 计量 标准化 反垄断 不正当竞争 特种设备 危险化学品 广告 认证认可 市场主体 "
        "登记 个体工商户 个体经济 预付卡 盐 烟草 生产安全"
    ),
    Theme.INDUSTRY: (
        "公路 铁路 港口 航 交通 船 电信 通信 邮政 快递 工业 中小企业 轨道 道路运输 水路 出租汽车 汽车 无线电 信息化 "
        "互联网 网络 海上 桥 集装箱 管道 电缆"
    ),
    Theme.TRADE: (
        "海关 旅游 进出口 外商 外国企业 对外贸易 商品 口岸 自由贸易 拍卖 进口 出口 商业 流通 酒类 开发区 电子商务"
    ),
    Theme.SECURITY: (
        "刑 治安 警察 消防 诉讼 法院 检察 法官 陪审 律师 公证 仲裁 监狱 看守所 禁毒 毒品 调解 司法 法律援助 法律服务 "
        "国家安全 恐怖 有组织犯罪 赔偿 集会 戒严 烟花爆竹 养犬 身份证 居住证 户口 枪支 爆炸 赌博 保安 大型群众性 "
        "国籍 反间谍 纠纷 密码"
    ),
    Theme.ECONOMY: "统计 国有资产 公司 企业 价格 招标 投标 投资 营商环境 公有制 经济 发展计划 普查 政府采购 破产 合同",
    Theme.GENERAL: (
        "政府信息 信访 应急 突发 行政复议 行政许可 行政处罚 行政强制 行政执法 政务 保密 国家秘密 接诉即办 村务公开"
    ),
    Theme.GOVERNMENT: (
        "国务院 人民代表大会 人大 选举 居民委员会 村民委员会 街道办事处 人民政府 机构 立法 地方性法规 规章 宪法 国旗 "
        "国徽 国歌 勋章 代表 行政区划 基本法 组织法 行政机关"
    ),
}
RULES: tuple[tuple[Theme, tuple[str, ...]], ...] = tuple(
    (theme, tuple(words.split())) for theme, words in _WORDS.items()
)


def guess(title: str) -> Theme:
    subject = title.replace("中华人民共和国", "")
    return next((theme for theme, words in RULES if any(word in subject for word in words)), Theme.OTHER)
