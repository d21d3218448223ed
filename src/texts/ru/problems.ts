/** One sentence each: what is wrong and what to do. The key is the stable `code` that the API and the command line give. */
export const problems = {
  internal: 'Сбой в программе, ничего не потеряно: повторите, а если снова не выйдет, пришлите журнал разработчикам.',
};
