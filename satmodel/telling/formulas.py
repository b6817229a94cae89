"""The formulas of the methods section, in LaTeX, the same in every language."""

from __future__ import annotations

FORMULAS = {
    "mean": r"\hat{\theta}_{dq}=\frac{\sum_{i\in d}w_i y_{iq}}{\sum_{i\in d}w_i}",
    "influence": r"z_{idq}=\frac{w_i\left(y_{iq}-\hat{\theta}_{dq}\right)}{\sum_{i\in d}w_i}",
    "taylor": (
        r"\hat{V}=\sum_{h}(1-f_h)\frac{n_h}{n_h-1}\sum_{j}"
        r"\left(T_{hj}-\bar{T}_h\right)\left(T_{hj}-\bar{T}_h\right)^{\top}"
    ),
    "two_stages": r"\hat{V}=\hat{V}_1+\sum_{h}f_h\sum_{j}\hat{V}_{hj}",
    "total": r"\hat{Y}_{dq}=\sum_{i\in d}w_i y_{iq}",
    "ratio_of_totals": r"\hat{R}_d=\frac{\sum_{i\in d}w_i y_i}{\sum_{i\in d}w_i x_i}",
    "design_effect": (
        r"\mathrm{deff}=\frac{\hat{V}}{\hat{V}_{\mathrm{srs}}},\quad n_{\mathrm{eff}}=\frac{n}{\mathrm{deff}}"
    ),
    "averages": r"\frac{\sum_{i}w_i y_i}{\sum_{i}w_i},\quad\frac{1}{D}\sum_{d}\hat{\theta}_d",
    "satterthwaite": r"\nu=\frac{\left(\sum_{b}v_b\right)^2}{\sum_{b}v_b^2/\nu_b}",
    "bound": r"\mathrm{SE}(m)\le\sqrt{\frac{(M-m)(m-L)}{n}}",
    "sd": r"\mathrm{SE}(m)=\frac{\mathrm{SD}}{\sqrt{n}}",
    "multinomial": (r"m=\sum_{a}p_a y_a,\quad \mathrm{Var}(m)=\frac{f}{n}\left(\sum_{a}p_a y_a^2-m^2\right)"),
    "composite_ends": r"\sqrt{\sum_{q}a_q^2 s_q^2}\le\mathrm{SE}(C)\le\sum_{q}a_q s_q",
    "planning": (
        r"d=\left(c+z_{1-\beta}\right)\sqrt{2}\,s,\quad "
        r"s=\mathrm{SD}\sqrt{D(1-r)\left(\frac{1}{n}-\frac{1}{N}\right)},\quad "
        r"n=\frac{n_0}{1+n_0/N},\quad n_0=\frac{2D(1-r)\left(c+z_{1-\beta}\right)^2\mathrm{SD}^2}{d^2}"
    ),
    "claims": r"n=\frac{c^2\left(s_a^2+s_b^2\right)}{g^2}",
    "sd_ends": r"\sqrt{(b-m)(m-a)}\le\mathrm{SD}\le\sqrt{(M-m)(m-L)}",
    "one_index": (
        r"\alpha=\frac{p}{p-1}\left(1-\frac{\sum_i s_{ii}}{\sum_{i,j}s_{ij}}\right),\quad "
        r"\omega=\frac{\left(\sum_i s_i l_i\right)^2}{\left(\sum_i s_i l_i\right)^2+\sum_i s_i^2\left(1-l_i^2\right)}"
    ),
    "gap_ends": r"\mathrm{SE}^2=\frac{s_a^2}{n_a}+\frac{s_b^2}{n_b}-\frac{2r s_a s_b}{\sqrt{n_a n_b}}",
    "response": (
        r"\mathrm{RR1}=\frac{I}{I+P+R+\mathrm{NC}+O+\mathrm{UH}+\mathrm{UO}},\quad "
        r"\mathrm{RR3}=\frac{I}{I+P+R+\mathrm{NC}+O+e(\mathrm{UH}+\mathrm{UO})}"
    ),
    "composite": r"C_d=\sum_{q}a_q\hat{\theta}_{dq},\quad \mathrm{Var}(C_d)=a^{\top}\hat{V}_d a",
    "rank_set": (
        r"\left[1+\#\left\{k:\hat{\theta}_k-\hat{\theta}_j>c\,s_{jk}\right\},\ "
        r"K-\#\left\{k:\hat{\theta}_j-\hat{\theta}_k>c\,s_{jk}\right\}\right]"
    ),
    "joint_rank_set": (
        r"\left[1+\#\left\{k:\hat{\theta}_k-\hat{\theta}_j>c\,(s_j+s_k)\right\},\ "
        r"K-\#\left\{k:\hat{\theta}_j-\hat{\theta}_k>c\,(s_j+s_k)\right\}\right]"
    ),
    "top_set": (r"T_j=\left[\frac{\hat{\theta}_k-\hat{\theta}_j}{s_{jk}}\right]_{(t)}>c"),
    "p_first": (
        r"P_i=\int\frac{1}{v_i}\phi\left(\frac{x-m_i}{v_i}\right)"
        r"\prod_{j\ne i}\Phi\left(\frac{x-m_j}{v_j}\right)dx"
    ),
    "second_survey": r"y^{\prime}\mid y\sim N\left(m,\,C+V\right)",
    "astray": r"\sum_i\sum_r P_{ir}\max\left(a_i-A_r,0\right)",
    "rounds_reliability": r"\frac{M_b-M_w}{M_b+(r-1)M_w},\quad 1-\frac{M_w}{M_b}",
    "picked": r"P_{\mu}\left(Y\le\hat{\theta}_i\mid Y\in S\right)=\frac{1}{2}",
    "gap": r"\hat{\theta}_a-\hat{\theta}_b\pm c\,s_{ab},\quad s_{ab}=\sqrt{\hat{V}_{aa}+\hat{V}_{bb}-2\hat{V}_{ab}}",
    "house_effect": (r"\bar{d}\pm t_{k-1}\sqrt{\frac{\tau^2}{k}+\frac{1^{\top}\hat{V}1}{k^2}},\quad d_i=x_i-y_i"),
    "agreement_limits": r"\bar{d}\pm z\,S,\quad\bar{d}\pm z\,\tau",
    "forecast_shift": r"\hat{y}=x-\bar{d}",
    "forecast_line": r"\hat{y}=a+bx,\quad b=\frac{S_{xy}}{S_{xx}-\bar{v}_x}",
    "composition": (
        r"\bar{y}_1-\bar{y}_0=\sum_{g}(p_{1g}-p_{0g})\left(\frac{y_{0g}+y_{1g}}{2}-\frac{\bar{y}_0+\bar{y}_1}{2}\right)"
        r"+\sum_{g}\frac{p_{0g}+p_{1g}}{2}(y_{1g}-y_{0g})"
    ),
    "leave_one_out": r"d_i=\hat{\theta}_i-\frac{\sum_{j\neq i}w_j\hat{\theta}_j}{\sum_{j\neq i}w_j}",
    "funnel": r"T\pm c\sqrt{v_i+\tau^2}",
    "overdispersion": (
        r"\varphi=\frac{1}{k}\sum_{i}z_i^2,\quad "
        r"\tau^2=\frac{k\varphi-(k-1)}{\sum_{i}v_i^{-1}-\sum_{i}v_i^{-2}/\sum_{i}v_i^{-1}}"
    ),
    "detectable": r"d=\delta+c\,s_{ab},\quad n^{*}=n\left(\frac{c\,s_{ab}}{|g|-\delta}\right)^2",
    "within": r"|\hat{\theta}_a-\hat{\theta}_b|+c'\,s_{ab}<\delta",
    "half_answers": r"\hat{V}+\frac{a^2+b^2}{2n^2}",
    "check_claims": r"\left|a-\hat{a}\right|<\frac{1}{2}10^{-d}+\frac{m}{2}10^{-p}",
    "change": r"\Delta=\hat{\theta}^{(2)}-\hat{\theta}^{(1)},\quad \mathrm{Var}(\Delta)=\hat{V}^{(1)}+\hat{V}^{(2)}",
    "change_overlap": (
        r"\Delta=\hat{\theta}^{(2)}-\hat{\theta}^{(1)},\quad \mathrm{Var}(\Delta)=\hat{V}^{(1)}+\hat{V}^{(2)}-2C"
    ),
    "false_coverage": r"1-R\alpha/m",
    "within_change": r"|\Delta|+c'\,s_{\Delta}<\delta",
    "movers": (
        r"\hat{\theta}=Xm+(I\otimes T)\Sigma^{-1}(y-Xm),\quad \Sigma=V+I\otimes T,\quad "
        r"\tilde{\Delta}_i=\hat{\theta}^{(2)}_i-\hat{\theta}^{(1)}_i"
    ),
    "regression_to_mean": (
        r"E\left(\Delta_i\mid y^{(1)}_i\right)=m_2-m_1-\frac{V_i^{(1)}}{T_{11}+V_i^{(1)}}\left(y^{(1)}_i-m_1\right)"
    ),
    "trend": (
        r"y_r=a+bt_r+s_r+u_r+e_r,\quad \mathrm{Var}(u_r)=\tau^2,\quad \hat{b}\pm\max\left(t_{\nu}\sqrt{\frac{Q}{\nu}"
        r"\left(X^{\top}\Sigma^{-1}X\right)^{-1}_{bb}},\ z\sqrt{\left(A\hat{V}A^{\top}\right)_{bb}}\right)"
    ),
    "trend_counts": (
        r"\log\frac{\mu_r}{1-\mu_r}=a+bt_r+s_r,\quad \mathrm{Var}(k_r)=\varphi\,n_r\mu_r(1-\mu_r),\quad "
        r"\varphi=\frac{1}{\nu}\sum_{r}\frac{\left(k_r-n_r\mu_r\right)^2}{n_r\mu_r(1-\mu_r)}"
    ),
    "conversion": (
        r"\left[\min_{l\le s\le u}f(s),\ \max_{l\le s\le u}f(s)\right],\quad "
        r"\mathrm{E}f=\sum_{j}c_jP_j+d_j\left(\varphi(a_j)-\varphi(b_j)\right)"
    ),
    "contribution": r"\kappa_q=a_q\Delta_q,\quad \sum_{q}\kappa_q=\Delta C",
    "threefold": (
        r"\Delta C=\sum_q a^{(1)}_q\Delta_q+\sum_q\left(a^{(2)}_q-a^{(1)}_q\right)\hat{\theta}^{(1)}_q"
        r"+\sum_q\left(a^{(2)}_q-a^{(1)}_q\right)\Delta_q"
    ),
    "twofold": (
        r"\Delta C=\sum_q \frac{a^{(1)}_q+a^{(2)}_q}{2}\Delta_q"
        r"+\sum_q\left(a^{(2)}_q-a^{(1)}_q\right)\frac{\hat{\theta}^{(1)}_q+\hat{\theta}^{(2)}_q}{2}"
    ),
    "spread": (
        r"s_q=\frac{a_q\hat{T}_{qC}}{\sum_{r}a_r\hat{T}_{rC}},\quad "
        r"\hat{T}_{qC}=\frac{1}{K-1}\sum_{u}\left(\hat{\theta}_{uq}-\bar{\theta}_q\right)\left(\hat{C}_u-\bar{C}\right)"
        r"-\frac{1}{K}\sum_{u}\mathrm{Cov}(\hat{\theta}_{uq},\hat{C}_u)"
        r"+\frac{1}{K(K-1)}\sum_{u\neq v}\mathrm{Cov}(\hat{\theta}_{uq},\hat{C}_v)"
    ),
    "shapley": (
        r"\phi_i=\sum_{S\subseteq N\setminus\{i\}}\frac{|S|!\,(p-|S|-1)!}{p!}"
        r"\left[R^2(S\cup\{i\})-R^2(S)\right]"
    ),
    "squared_coefficient": r"\beta_i^2=b_i^2\frac{s_i^2}{s_y^2}",
    "dominance": (
        r"C_i(k)=\binom{p-1}{k}^{-1}\sum_{|S|=k,\,i\notin S}\left[R^2(S\cup\{i\})-R^2(S)\right],\quad "
        r"\phi_i=\frac{1}{p}\sum_{k=0}^{p-1}C_i(k)"
    ),
    "penalty_reward": r"y_i=b_0+\sum_{q}\left(r_q g_{iq}-p_q b_{iq}\right)+e_i",
    "asymmetry": r"\mathrm{IA}_q=\frac{r_q-p_q}{r_q+p_q}",
    "owen": (
        r"\phi_i=\sum_{K}\frac{|K|!\,(G-|K|-1)!}{G!}\sum_{S\subseteq g\setminus\{i\}}"
        r"\frac{|S|!\,(m-|S|-1)!}{m!}\left[R^2(K\cup S\cup\{i\})-R^2(K\cup S)\right]"
    ),
    "relative_weight": (r"\phi_i=\sum_{k}a_{ik}^2 z_k^2,\quad A=C^{1/2},\quad z=C^{-1/2}r"),
    "car": r"\phi_i=z_i^2,\quad z=C^{-1/2}r",
    "pratt": r"\phi_i=b_i r_i,\quad b=C^{-1}r",
    "kish": r"\mathrm{deff}=\frac{n\sum_{i}w_i^2}{\left(\sum_{i}w_i\right)^2}",
    "raking": r"w_i\leftarrow w_i\frac{N_g}{\sum_{j\in g}w_j}\quad (i\in g)",
    "calibrated": (
        r"z_i=w_i\left(u_i-x_i^{\top}\hat{B}\right),\quad "
        r"\hat{B}=\left(\sum_{i}d_i x_i x_i^{\top}\right)^{-}\sum_{i}d_i x_i u_i"
    ),
    "replicate": (
        r"\hat{V}=c\sum_{r}c_r\left(\hat{\theta}_r-\bar{\theta}\right)\left(\hat{\theta}_r-\bar{\theta}\right)^{\top}"
    ),
    "rate": r"\hat{p}_{dq}=\frac{\sum_{i\in d}w_i a_{iq}}{\sum_{i\in d}w_i},\quad a_{iq}\in\{0,1\}",
    "net": r"\hat{p}_{dq}=\frac{\sum_{i\in d}w_i a_{iq}}{\sum_{i\in d}w_i},\quad a_{iq}\in\{-1,0,1\}",
    "wilson": (
        r"\frac{1}{1+z^2/n^{*}}\left[\hat{p}+\frac{z^2}{2n^{*}}\pm z\sqrt{\frac{\hat{p}(1-\hat{p})}{n^{*}}"
        r"+\frac{z^2}{4(n^{*})^2}}\right]"
    ),
    "clopper": (r"\left[B_{\alpha/2}(x,n^{*}-x+1),\ B_{1-\alpha/2}(x+1,n^{*}-x)\right],\quad x=n^{*}\hat{p}"),
    "jeffreys": r"\left[B_{\alpha/2}(x+1/2,n^{*}-x+1/2),\ B_{1-\alpha/2}(x+1/2,n^{*}-x+1/2)\right]",
    "n_effective": (r"n^{*}=n\,\frac{\hat{p}(1-\hat{p})/(n-1)}{\hat{V}}\left(\frac{t_{n-1}}{t_{\nu}}\right)^2"),
    "n_korn": r"n^{*}=\frac{\hat{p}(1-\hat{p})}{\hat{V}}\left(\frac{t_{n-1}}{t_{\nu}}\right)^2",
    "zero_bound": r"p\le 1-\alpha^{1/n^{*}}\approx\frac{3}{n^{*}}",
    "cumulative": r"G_u(c)=\sum_{q}a_q P(Y_{uq}\ge c),\quad G_u(c)-G_v(c)\ge 0\ \mathrm{for\ every}\ c",
    "rater_influence": r"z_{iu}=\frac{1}{n_u}\left(y_{iu}-\bar{y}_u\right)",
    "rater_cov": (r"\hat{V}=(1-f)\frac{r}{r-1}\sum_{i}\left(z_i-\bar{z}\right)\left(z_i-\bar{z}\right)^{\top}"),
    "wilson_count": r"\frac{k+z^2/2\pm z\sqrt{k(n-k)/n+z^2/4}}{n+z^2}",
    "share_variance": r"\mathrm{Var}(p)=\frac{p(1-p)}{n}",
    "estimating": (r"\sum_{i}w_i s_i(b)=0,\quad \hat{V}(b)=J^{-1}\,\hat{V}\left(\sum_{i}w_i s_i\right)J^{-1}"),
    "latent": (
        r"y^{\ast}=x^{\top}b+e,\quad "
        r"R^2=\frac{\mathrm{Var}(x^{\top}b)}{\mathrm{Var}(x^{\top}b)+\mathrm{Var}(e)}"
    ),
    "parallel_lines": (r"F=\frac{\nu-q+1}{q\,\nu}\,d^{\top}\hat{V}(d)^{-1}d\sim F_{q,\nu-q+1}"),
    "cr2": (
        r"\hat{V}(b)=M\left[\sum_{j}X_j^{\top}W_j A_j e_j e_j^{\top}A_j W_j X_j\right]M,\quad "
        r"M=\left(X^{\top}WX\right)^{-1}"
    ),
    "adjusted": r"\tilde{\theta}_u=\bar{y}_u-b^{\top}\left(\bar{x}_u-\bar{x}\right)",
    "shrunk": r"\tilde{\theta}_u=x_u^{\top}b+\frac{\tau^2}{\tau^2+v_u}\left(\hat{\theta}_u-x_u^{\top}b\right)",
    "shrunk_rate": r"\tilde{p}_u=\frac{\alpha+k_u}{\alpha+\beta+n_u}",
    "reliability": r"\rho=\frac{\tau^2}{\tau^2+\bar{v}}",
    "tiers": (
        r"\min\sum_{i,j}\left(1-\frac{p_{ij}}{c}\right),\quad "
        r"p_{ij}=P(\theta_i>\theta_j)=\Phi\left(\frac{m_i-m_j}{s_{ij}}\right)"
    ),
    "q_spread": r"Q(\tau^2)=\sum_{u}\frac{\left(\hat{\theta}_u-\bar{\theta}\right)^2}{\tau^2+v_u}=k-1",
    "intraclass": (
        r"\mathrm{ICC}=\frac{\mathrm{MS}_b-\mathrm{MS}_w}{\mathrm{MS}_b+(k-1)\mathrm{MS}_w},\quad "
        r"D=1+(m-1)\mathrm{ICC}"
    ),
    "chi_square": r"X^2=\frac{\sum_{u}n_u\left(p_u-p\right)^2}{s^2}",
    "ratio": r"R=\frac{x_2}{x_1},\quad \exp\left(\log R\pm z\sqrt{\frac{1}{x_1}+\frac{1}{x_2}}\right)",
    "hidden_n": r"\frac{k}{r+h}\le n\le\frac{k}{r-h}",
    "problem_share": (r"\frac{1}{1+z^2/n}\left(p+\frac{z^2}{2n}\pm z\sqrt{\frac{p(1-p)}{n}+\frac{z^2}{4n^2}}\right)"),
}
